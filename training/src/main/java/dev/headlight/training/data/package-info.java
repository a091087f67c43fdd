/**
 * What a model learns from: {@linkplain dev.headlight.training.data.TokenFile token files}, made once of a text of
 * any length and mapped into memory; what is {@linkplain dev.headlight.training.data.HeldOut held out} of it for
 * validation; and the windows that are cut from both, as a pure function of the seed and the step, so that a run
 * that goes on needs no more than its step.
 *
 * <p>A {@link dev.headlight.training.data.TokenData} owns the memory that it is mapped to and unmaps it when
 * closed. Must not know models, optimizers or presets.
 */
@NullMarked
package dev.headlight.training.data;

import org.jspecify.annotations.NullMarked;
