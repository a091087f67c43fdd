/**
 * Training of a transformer: the optimizers, the schedule, the trainer and the events that it tells of, and the
 * checkpoints that let it go on bit for bit.
 *
 * <p>Owns the order in which windows are seen and all state that is not a parameter. Must not know scores, reports
 * or the command line.
 */
@NullMarked
package dev.headlight.training;

import org.jspecify.annotations.NullMarked;
