/**
 * Expectations of an analysis, as {@code headlight check} takes them: a line of text, parsed with the place of whatever is
 * wrong in it, and held against results. Reads the results tree; must not know commands, models or the analysis behind it.
 */
@NullMarked
package dev.headlight.app.check;

import org.jspecify.annotations.NullMarked;
