package dev.headlight.analysis;

import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.model.ModelConfig;
import java.util.concurrent.atomic.DoubleAccumulator;

/**
 * What the rows of a layer's heads are made of: queries and keys in 16 bits, each vector with a scale of its own, and the
 * rows' log-sum-exps. A score {@code s} is then off by about {@code 2e-5 |s|}, and the weights that follow are compared
 * with the model's, all of them.
 */
final class FactoredRows {

    private static final int MOST = Short.MAX_VALUE;

    private final ModelConfig config;
    private final int T;
    private final float[][] logSumExp; // [nHeads][T]
    private final Vectors[] queries; // [nHeads], where taken
    private final Vectors[] keys;
    private final DoubleAccumulator[] largestError;

    FactoredRows(ModelConfig config, int T) {
        this.config = config;
        this.T = T;
        logSumExp = new float[config.nHeads()][T];
        queries = new Vectors[config.nHeads()];
        keys = new Vectors[config.nHeads()];
        largestError = new DoubleAccumulator[config.nHeads()];
    }

    /**
     * Vectors of one head.
     *
     * @param scale [T]
     * @param level [T, dHead]
     */
    private record Vectors(float[] scale, short[] level) {

        /**
         * Takes them from where they stand among those of other heads.
         *
         * @param x [T, heads, dHead]
         */
        static Vectors of(float[] x, int T, int heads, int head, int dHead, double factor) {
            float[] scale = new float[T];
            short[] level = new short[T * dHead];
            for (int t = 0; t < T; t++) {
                int at = (t * heads + head) * dHead;
                float largest = 0;
                for (int e = 0; e < dHead; e++) {
                    largest = Math.max(largest, Math.abs(x[at + e]));
                }
                double unit = largest == 0 ? 1 : (double) largest / MOST;
                scale[t] = (float) (unit * factor);
                for (int e = 0; e < dHead; e++) {
                    level[t * dHead + e] = (short) Math.round(x[at + e] / unit);
                }
            }
            return new Vectors(scale, level);
        }
    }

    /** Sees the layer's rows first. */
    AttentionHook logSumExps() {
        return (layer, head, range, first, end) ->
                new Seen() {
                    @Override
                    public void accept(AttentionTile tile) {
                        for (int r = 0; r < tile.rows(); r++) {
                            logSumExp[head][tile.firstRow() + r] = tile.logSumExp(r);
                        }
                    }
                };
    }

    /**
     * Takes the queries and keys of a head.
     *
     * @param query [T, nHeads, dHead], positions in them
     * @param key [T, nKvHeads, dHead], likewise
     */
    void take(int head, float[] query, float[] key) {
        int d = config.dHead();
        int kvHead = head / (config.nHeads() / config.nKvHeads());
        queries[head] = Vectors.of(query, T, config.nHeads(), head, d, 1 / Math.sqrt(d));
        keys[head] = Vectors.of(key, T, config.nKvHeads(), kvHead, d, 1);
        largestError[head] = new DoubleAccumulator(Math::max, 0);
    }

    /** Sees the same rows again, and compares those of the heads that were taken with what they are made of. */
    AttentionHook comparison() {
        return (layer, head, range, first, end) ->
                new Seen() {
                    @Override
                    public void accept(AttentionTile tile) {
                        if (queries[head] != null) {
                            compare(head, tile);
                        }
                    }
                };
    }

    private void compare(int head, AttentionTile tile) {
        double largest = 0;
        for (int r = 0; r < tile.rows(); r++) {
            int i = tile.firstRow() + r;
            for (int j = 0; j <= i; j++) {
                float own = tile.weights()[tile.offset(r) + j] * tile.scale(r);
                largest = Math.max(largest, Math.abs(weight(head, i, j) - own));
            }
        }
        largestError[head].accumulate(largest);
    }

    /** As the reader of the factors makes it. */
    private double weight(int head, int i, int j) {
        int d = config.dHead();
        short[] q = queries[head].level();
        short[] k = keys[head].level();
        double sum = 0;
        for (int e = 0; e < d; e++) {
            sum += q[i * d + e] * k[j * d + e]; // each product fits an int
        }
        return Math.exp(
                sum * queries[head].scale()[i] * keys[head].scale()[j] - logSumExp[head][i]);
    }

    PatternFactors factors(int head) {
        return new PatternFactors(
                config.dHead(),
                queries[head].scale(),
                queries[head].level(),
                keys[head].scale(),
                keys[head].level(),
                logSumExp[head],
                largestError[head].get());
    }

    /** Has nothing to close. */
    private interface Seen extends AttentionHook.Rows {
        @Override
        default void close() {}
    }
}
