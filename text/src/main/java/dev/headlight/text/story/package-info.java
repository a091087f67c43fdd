/**
 * A small grammar of stories and songs, in words of our own, for the demo and for training: names and
 * things that are new in each story and come back in it, dialogue, signs that open and close, lines; and
 * songs, whose verse of unforeseeable words is sung again.
 *
 * <p>Everything is a list of <em>words</em> here, a sign or a line break being a word too; {@link
 * dev.headlight.text.story.Prose} alone knows how words are written as text and read back. Must not know
 * documents, seeds of more than one of them, or tokens.
 */
@NullMarked
package dev.headlight.text.story;

import org.jspecify.annotations.NullMarked;
