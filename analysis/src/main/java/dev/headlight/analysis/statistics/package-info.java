/**
 * Statistics over units (documents, windows, random sequences): the Poisson bootstrap and the estimates
 * it gives, intervals, p- and q-values, rank correlation, permutation tests, line fits, detectable
 * effects. Distributions, quantiles and ranks are Apache Commons Statistics'.
 *
 * <p>Every figure here is a pure function of its arguments and a seed: it does not depend on threads,
 * on the order in which units arrive, or on time. Must not know heads, scores or models.
 */
@NullMarked
package dev.headlight.analysis.statistics;

import org.jspecify.annotations.NullMarked;
