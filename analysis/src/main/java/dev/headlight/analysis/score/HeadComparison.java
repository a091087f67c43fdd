package dev.headlight.analysis.score;

import dev.headlight.analysis.statistics.StratifiedSample;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.analysis.tally.DivergenceTally;
import dev.headlight.analysis.tally.RowSampleTally;
import dev.headlight.engine.Workers;
import java.util.Locale;
import java.util.Optional;

/**
 * Sets heads side by side while a text is scored: which rows of a window are kept of every head, and what is made
 * of them. The rows depend on seed, document, window and its length alone, so the model and its control are compared
 * on the same. One comparison serves all scorers of a model.
 */
public final class HeadComparison {

    /** One row is sampled for so many tokens of a window, */
    private static final int TOKENS_A_ROW = 128;

    /** but at least this many, where the window has them, */
    private static final int FEWEST = 4;

    /** and at most this many. */
    private static final int MOST = 8;

    /** Row 1 has a single key without the sink, and row 0 none. */
    private static final int FIRST_ROW = 2;

    private final int layers;
    private final int heads;
    private final long seed;
    private final Workers workers;
    private final DivergenceSums sums;
    private final Optional<ExampleCandidates> examples;

    /**
     * A comparison of the heads of a model.
     *
     * @param heads of a layer
     * @param seed of the sample
     * @param workers that share the pairs of heads
     * @param examples keeps rows as examples, where that is wanted
     */
    public HeadComparison(
            int layers,
            int heads,
            long seed,
            Workers workers,
            Optional<ExampleCandidates> examples) {
        this.layers = layers;
        this.heads = heads;
        this.seed = seed;
        this.workers = workers;
        this.examples = examples;
        sums = new DivergenceSums(layers * heads);
    }

    /** How many rows of a window of {@code length} tokens are sampled. */
    public static int rows(int length) {
        return Math.min(
                Math.clamp(length / TOKENS_A_ROW, FEWEST, MOST), Math.max(0, length - FIRST_ROW));
    }

    /** The rule of the sample, in words. */
    public static String rule(int longest, long seed) {
        return String.format(
                Locale.ROOT,
                "one row for every %d tokens of a window, at least %d and at most %d (%d of a window of %d tokens),"
                        + " from row %d on: one at random from each of as many stretches of equal length, drawn from"
                        + " seed %d and the document's name; the same rows of every head and of the control",
                TOKENS_A_ROW,
                FEWEST,
                MOST,
                rows(longest),
                longest,
                FIRST_ROW,
                seed);
    }

    /** The rows of a window that are kept, ascending. */
    int[] sample(Window window) {
        int length = window.ids().length;
        return StratifiedSample.of(
                FIRST_ROW,
                length,
                rows(length),
                seed,
                UnitHash.of(window.document()),
                window.index());
    }

    /** What one unit gives. */
    final class OfUnit {

        private final String id;
        private final DivergenceTally tally = new DivergenceTally(layers * heads);

        OfUnit(String id) {
            this.id = id;
        }

        /** Adds a window: the sampled rows of each head, all layers together. */
        void add(Window window, int[] sample, RowSampleTally[] rows) {
            tally.add(rows, sample, workers);
            examples.ifPresent(e -> e.add(id, window, sample, rows));
        }

        HeadDivergence end() {
            sums.add(id, tally);
            if (tally.sampled() == 0) {
                return HeadDivergence.NONE;
            }
            float[][] specialization = new float[2][];
            float[][] within = new float[2][];
            for (int v = 0; v < 2; v++) {
                specialization[v] = floats(tally.specialization(v));
                within[v] = floats(tally.withinLayers(v, heads));
            }
            return new HeadDivergence(tally.sampled(), specialization, within);
        }
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int n = 0; n < y.length; n++) {
            y[n] = (float) x[n];
        }
        return y;
    }

    /** The divergence between heads over all units so far. */
    public DivergenceSums sums() {
        return sums;
    }
}
