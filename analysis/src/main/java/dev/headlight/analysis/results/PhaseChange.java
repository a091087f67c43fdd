package dev.headlight.analysis.results;

/**
 * The steps of a training run between which the best induction score made most of its rise.
 *
 * @param from step
 * @param to step
 * @param layer of the head with the best induction score at {@code to}
 * @param head of that layer
 * @param inductionFrom that head's {@code induction_entry} at {@code from}
 * @param inductionTo the same at {@code to}
 */
public record PhaseChange(
        long from, long to, int layer, int head, double inductionFrom, double inductionTo) {}
