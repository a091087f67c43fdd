package dev.headlight.analysis.results;

/**
 * Composition scores of all pairs of heads at random initialisation.
 *
 * @param kind {@code key}, {@code query} or {@code value}
 * @param mean over all pairs
 * @param standardDeviation over all pairs
 * @param highest of all pairs
 */
public record CompositionControl(
        String kind, double mean, double standardDeviation, double highest) {}
