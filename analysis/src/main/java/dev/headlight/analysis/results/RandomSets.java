package dev.headlight.analysis.results;

/**
 * What ablating random heads does: sets of as many heads of the same layers, none of them of the set in question
 * where a layer has enough others.
 *
 * @param deltas change of the loss for each set, nats a token
 * @param mean over the sets
 * @param excess change of the loss for the set in question minus {@code mean}, nats a token
 * @param low lower bound of the 95% interval of {@code excess}, resampled over units
 * @param high upper bound of the 95% interval of {@code excess}
 * @param p one-sided permutation p-value: (1 + sets that raise the loss at least as much) / (1 + sets)
 * @param note how many sets there are and why, in words
 */
public record RandomSets(
        double[] deltas,
        double mean,
        double excess,
        double low,
        double high,
        double p,
        String note) {}
