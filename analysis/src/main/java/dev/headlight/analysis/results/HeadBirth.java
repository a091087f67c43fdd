package dev.headlight.analysis.results;

/**
 * A head that formed in a training run.
 *
 * @param kind {@code previous token}, {@code induction} or {@code sink}
 * @param layer 0-based
 * @param head 0-based
 * @param step the first from which the score stays above its threshold
 * @param before whether it was so at the first step seen already, so that it formed then or earlier
 * @param value of the score at the last step
 */
public record HeadBirth(
        String kind, int layer, int head, long step, boolean before, double value) {}
