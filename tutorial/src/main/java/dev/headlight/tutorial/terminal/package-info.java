/**
 * A lesson in a terminal of 80 columns: {@link dev.headlight.tutorial.terminal.LessonPrinter}.
 *
 * <p>Each kind of block has a class that makes {@link dev.headlight.tutorial.terminal.Line}s of it. What the terminal can
 * do (colour, characters beyond ASCII) is in {@link dev.headlight.tutorial.terminal.Screen}, and everything works without
 * either. Knows the lesson model alone.
 */
@NullMarked
package dev.headlight.tutorial.terminal;

import org.jspecify.annotations.NullMarked;
