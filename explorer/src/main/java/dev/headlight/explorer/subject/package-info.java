/**
 * The models that can be looked at: the one that the explorer was started with, its checkpoints where it is a training
 * run, its random-initialised control, and the model wired by hand. Each is opened when it is first asked for.
 *
 * <p>{@link dev.headlight.explorer.subject.Subjects} owns what is opened and closes it. Only what lies in the paths given
 * at the start is ever read. Must not know HTTP.
 */
@NullMarked
package dev.headlight.explorer.subject;

import org.jspecify.annotations.NullMarked;
