/**
 * Experiments on heads: a forward pass in which the output of some heads before {@code W_O} is another than their own.
 * It drives the public steps of {@link dev.headlight.model.Transformer}, which knows nothing of it.
 *
 * <p>Interventions are immutable and may serve any number of runs at a time; the arrays they are given are theirs. Which
 * heads to change, and what the result means, is the caller's business.
 */
@NullMarked
package dev.headlight.model.intervention;

import org.jspecify.annotations.NullMarked;
