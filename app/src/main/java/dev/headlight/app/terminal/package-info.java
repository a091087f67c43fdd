/**
 * What the process writes to: its two streams, whether a person watches them, the progress line.
 *
 * <p>Must not know commands, models or results.
 */
@NullMarked
package dev.headlight.app.terminal;

import org.jspecify.annotations.NullMarked;
