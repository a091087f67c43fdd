/**
 * The command line: commands, their options, what they print, and the exit codes. The room where
 * everything meets; knows all others, and nothing knows it.
 *
 * <p>Owns the way a failure reaches the user: one sentence on standard error and an exit code ({@link
 * dev.headlight.app.Failure}).
 */
@NullMarked
package dev.headlight.app;

import org.jspecify.annotations.NullMarked;
