/**
 * What changes parameters by their gradients: AdamW, Muon, clipping by the global norm, the schedule of the
 * learning rate.
 *
 * <p>An {@link dev.headlight.training.optimizer.Optimizer} owns its state's arrays and alone writes a
 * parameter's values; gradients are made by others. All of it is a function of its inputs, whatever the number
 * of threads, and makes no buffer after it was constructed. Must not know data, models as a whole, or files.
 */
@NullMarked
package dev.headlight.training.optimizer;

import org.jspecify.annotations.NullMarked;
