/**
 * What all units give together: the scores of documents and of random repeats, averaged and resampled
 * into {@link dev.headlight.analysis.statistics.Estimate estimates} of every head. The model and its
 * random-initialised control each have their own {@link dev.headlight.analysis.evidence.Evidence},
 * made by the same code.
 *
 * <p>Owns the step from units to heads. Must not know hypotheses, verdicts or roles.
 */
@NullMarked
package dev.headlight.analysis.evidence;

import org.jspecify.annotations.NullMarked;
