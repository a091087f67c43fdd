package dev.headlight.analysis.score;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * At which positions of a window the loss is taken. Position {@code p} is the token predicted, 0-based in
 * the window: {@code -ln p(x_p | x_0 .. x_{p-1})}.
 *
 * @param early position of {@code icl}'s minuend; below 1 where the windows are too short for one
 * @param late position of its other term
 * @param every 1: the loss of every position; n: of every n-th position and the two of {@code icl}, since each
 *     costs its share of the product with the output matrix
 */
public record LossPositions(int early, int late, int every) {

    public LossPositions {
        if (every < 1) {
            throw new IllegalArgumentException("every: " + every);
        }
    }

    /**
     * The positions of {@code icl} for windows of up to {@code T} tokens: 50 and 500, or where position 500
     * does not exist {@code T/10} and {@code T-12}; none where those are not two positions.
     */
    public static LossPositions forLength(int longest, int every) {
        int early = longest > 500 ? 50 : longest / 10;
        int late = longest > 500 ? 500 : longest - 12;
        return early >= 1 && late > early
                ? new LossPositions(early, late, every)
                : new LossPositions(-1, -1, every);
    }

    /** Whether {@code icl} exists. */
    public boolean hasIcl() {
        return early >= 1;
    }

    /** Whether a position counts for the mean loss. */
    boolean inMean(int position) {
        return (position - 1) % every == 0;
    }

    /** The positions of a window of {@code T} tokens, ascending. */
    public int[] of(int length) {
        IntStream positions = IntStream.range(1, length).filter(this::inMean);
        if (hasIcl() && length > late) {
            positions = IntStream.concat(positions, IntStream.of(early, late));
        }
        int[] all = positions.toArray();
        Arrays.sort(all);
        return Arrays.stream(all).distinct().toArray();
    }
}
