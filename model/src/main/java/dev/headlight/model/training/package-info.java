/**
 * A transformer that can be changed: its parameters with their gradients, the forward pass that keeps what the
 * backward pass needs, and the backward pass of every family.
 *
 * <p>{@link dev.headlight.model.training.Parameters} owns the arrays; a {@link
 * dev.headlight.model.ModelWeights} made from it is a view of them. Must not know data, optimizers,
 * schedules or files.
 */
@NullMarked
package dev.headlight.model.training;

import org.jspecify.annotations.NullMarked;
