package dev.headlight.analysis.score;

import java.io.Serializable;

/**
 * How documents are scored.
 *
 * @param classes the class of each token id
 * @param matched frequency-matched random token sets
 * @param losses where the loss is taken
 * @param seed of the shuffled tokens behind {@code natural_induction_shuffled}
 * @param sinkLength rows behind {@code alpha_0_first64} and {@code sink_rate}: 64, fewer only where no window is
 *     so long
 * @param maxSinks how many other sinks of a document are kept, the strongest
 * @param everyDistance whether {@code P(d)} is kept for every single distance
 */
public record ScoringOptions(
        TokenClasses classes,
        MatchedTokenSets matched,
        LossPositions losses,
        long seed,
        int sinkLength,
        int maxSinks,
        boolean everyDistance)
        implements Serializable {

    /** Rows of a sequence over which Gu et al. call a head a sink head. */
    public static final int SINK_LENGTH = 64;

    /** The usual options for windows of up to {@code longest} tokens. */
    public static ScoringOptions of(
            TokenClasses classes, MatchedTokenSets matched, int longest, int lossEvery, long seed) {
        return new ScoringOptions(
                classes,
                matched,
                LossPositions.forLength(longest, lossEvery),
                seed,
                Math.min(SINK_LENGTH, longest),
                100,
                false);
    }
}
