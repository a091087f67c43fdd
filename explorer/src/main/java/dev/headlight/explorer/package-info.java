/**
 * The explorer: a page for a model in hand, served to browsers on this machine.
 *
 * <p>{@link dev.headlight.explorer.server} speaks HTTP and keeps strangers out; {@link dev.headlight.explorer.reading}
 * computes what a visitor asks of a text. It must not know the command line.
 */
@NullMarked
package dev.headlight.explorer;

import org.jspecify.annotations.NullMarked;
