package dev.headlight.analysis.score;

import dev.headlight.model.ModelConfig;
import java.io.Serializable;
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
public record LossPositions(int early, int late, int every) implements Serializable {

    /** Share of the forward pass that losses may cost. */
    private static final double MOST = 0.02;

    /** Elements of an output matrix whose product costs nothing worth saving. */
    private static final int SMALL = 1 << 20;

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

    /**
     * Every which position's loss is taken so that the product with the output matrix stays below a fiftieth of
     * the forward pass: 1 for a small vocabulary, 14 for SmolLM2-135M, whose output matrix is a fifth of it.
     */
    public static int every(ModelConfig config) {
        double output = (double) config.vocab() * config.dModel();
        if (output < SMALL) {
            return 1;
        }
        return (int) Math.max(1, Math.ceil(output / (MOST * perToken(config))));
    }

    /** Weights of all layers: what a token is multiplied with, the output matrix apart. */
    public static double perToken(ModelConfig config) {
        double perHead = (double) config.dModel() * config.dHead();
        double attention = 2 * perHead * (config.nHeads() + config.nKvHeads());
        int matrices = config.gatedFeedForward() ? 3 : 2;
        double feedForward = (double) matrices * config.dModel() * config.dFeedForward();
        return config.nLayers() * (attention + feedForward);
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
