package dev.headlight.tutorial.adding;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.Workers;
import java.util.SplittableRandom;

/**
 * What the width of a head does to its attention before any training: queries and keys of independent standard normal
 * numbers, {@code T} positions, with scores divided by {@code sqrt(d)} and without.
 *
 * @param d width
 * @param deviation of the undivided scores; {@code sqrt(d)} is expected
 * @param largest mean largest weight of a row, scores not divided
 * @param scaledLargest the same, scores divided by {@code sqrt(d)}
 */
public record ScaleStudy(int d, double deviation, double largest, double scaledLargest) {

    public static final int POSITIONS = 8;
    private static final int ROUNDS = 64;

    /** Draws and measures. */
    public static ScaleStudy of(int d, long seed) {
        var random = new SplittableRandom(seed);
        int T = POSITIONS;
        var plain = new Rows();
        var scaled = new Rows();
        double squares = 0;
        try (var workers = new Workers(1)) {
            for (int round = 0; round < ROUNDS; round++) {
                float[] q = normal(random, T * d);
                float[] k = normal(random, T * d);
                float[] v = new float[T * d];
                float[] out = new float[T * d];
                var shape = AttentionShape.full(T, 1, 1, d);
                CausalAttention.forward(workers, q, k, v, out, shape, 0, scaled);
                for (int i = 0; i < T; i++) {
                    for (int j = 0; j < T; j++) {
                        double score = 0;
                        for (int e = 0; e < d; e++) {
                            score += (double) q[i * d + e] * k[j * d + e];
                        }
                        squares += score * score;
                    }
                }
                for (int i = 0; i < q.length; i++) {
                    q[i] *= (float) Math.sqrt(d); // takes the division away
                }
                CausalAttention.forward(workers, q, k, v, out, shape, 0, plain);
            }
        }
        return new ScaleStudy(
                d, Math.sqrt(squares / (ROUNDS * T * T)), plain.mean(), scaled.mean());
    }

    private static float[] normal(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    /** Sums up the largest weight of every row: that of the largest score, whose weight before scaling is 1. */
    private static final class Rows implements AttentionHook, AttentionHook.Rows {
        private double sum;
        private int rows;

        @Override
        public AttentionHook.Rows open(int layer, int head, int range, int firstRow, int endRow) {
            return this;
        }

        @Override
        public void accept(AttentionTile tile) {
            for (int r = 0; r < tile.rows(); r++) {
                sum += tile.scale(r); // e^0 times the scale
                rows++;
            }
        }

        double mean() {
            return sum / rows;
        }

        @Override
        public void close() {}
    }
}
