package dev.headlight.tutorial.adding;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.Linear;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.text.UsageException;

/**
 * Numbers through one head, every step kept:
 *
 * <pre>
 * X [T, 1];  Q = X W_q,  K = X W_k,  V = X W_v  [T, d];  S = Q K^T / sqrt(d)  [T, T];
 * A = softmax of each row of S;  O = A V  [T, d];  sum = O over the positions, its columns averaged
 * </pre>
 *
 * <p>The engine's products and its attention compute them; every number reads every number, itself too. Without the
 * scale the scores are {@code Q K^T}: the queries are multiplied by {@code sqrt(d)} before the attention divides by it.
 *
 * @param x the numbers, {@code [T]}
 * @param weights of the head
 * @param scaled whether scores are divided by {@code sqrt(d)}
 * @param q {@code [T, d]}
 * @param k {@code [T, d]}
 * @param v {@code [T, d]}
 * @param scores {@code [T, T]}
 * @param attention {@code [T, T]}, each row sums to 1
 * @param outputs {@code [T, d]}
 * @param sum what the head answers
 */
public record EightSteps(
        float[] x,
        HeadWeights weights,
        boolean scaled,
        float[] q,
        float[] k,
        float[] v,
        float[] scores,
        float[] attention,
        float[] outputs,
        double sum) {

    /** Fewest and most numbers. */
    public static final int FEWEST = 2;

    public static final int MOST = 512;

    /**
     * Runs the head.
     *
     * @throws UsageException where the numbers are too few, too many, not finite, or too large for 32-bit floats
     */
    public static EightSteps run(float[] x, HeadWeights weights, boolean scaled) {
        require(x);
        int T = x.length;
        int d = weights.dHead();
        var steps =
                new EightSteps(
                        x.clone(),
                        weights,
                        scaled,
                        new float[T * d],
                        new float[T * d],
                        new float[T * d],
                        new float[T * T],
                        new float[T * T],
                        new float[T * d],
                        0);
        try (var workers = new Workers(1)) {
            Linear.forward(workers, x, T, column(weights.q()), null, steps.q, false);
            Linear.forward(workers, x, T, column(weights.k()), null, steps.k, false);
            Linear.forward(workers, x, T, column(weights.v()), null, steps.v, false);
            float[] queries = steps.q.clone();
            float[] dividedQueries = steps.q.clone();
            for (int i = 0; i < queries.length; i++) {
                queries[i] *= scaled ? 1 : (float) Math.sqrt(d);
                dividedQueries[i] *= scaled ? (float) (1 / Math.sqrt(d)) : 1;
            }
            WeightMatrix keys = WeightMatrix.ofFloats(steps.k, T, d);
            Linear.forward(workers, dividedQueries, T, keys, null, steps.scores, false);
            CausalAttention.forward(
                    workers,
                    queries,
                    steps.k,
                    steps.v,
                    steps.outputs,
                    AttentionShape.full(T, 1, 1, d),
                    0,
                    new KeptRows(steps.attention, T));
        }
        return steps.summed();
    }

    private static WeightMatrix column(float[] w) {
        return WeightMatrix.ofFloats(w, w.length, 1);
    }

    private static void require(float[] x) {
        if (x.length < FEWEST || x.length > MOST) {
            throw new UsageException(
                    "adding needs "
                            + FEWEST
                            + " to "
                            + MOST
                            + " numbers, and there "
                            + (x.length == 1 ? "is 1" : "are " + x.length)
                            + "; try headlight add 3 5.");
        }
        for (float number : x) {
            if (!Float.isFinite(number)) {
                throw new UsageException(
                        number + " is no number that can be added; give finite numbers.");
            }
        }
    }

    private EightSteps summed() {
        double sum = 0;
        for (float o : outputs) {
            sum += o;
        }
        double answer = sum / weights.dHead();
        float largest = 0;
        for (float s : scores) {
            largest = Math.max(largest, Math.abs(s));
        }
        if (!Double.isFinite(answer) || !Float.isFinite(largest)) {
            throw new UsageException(
                    "with these numbers and weights the scores leave the range of 32-bit floats; give"
                            + " smaller ones.");
        }
        return new EightSteps(x, weights, scaled, q, k, v, scores, attention, outputs, answer);
    }

    /** The exact sum, in double precision. */
    public double expected() {
        double sum = 0;
        for (float number : x) {
            sum += number;
        }
        return sum;
    }

    public int count() {
        return x.length;
    }

    /** Keeps whole rows: a lesson looks at few of them. */
    private record KeptRows(float[] kept, int T) implements AttentionHook, AttentionHook.Rows {
        @Override
        public Rows open(int layer, int head, int range, int firstRow, int endRow) {
            return this;
        }

        @Override
        public void accept(AttentionTile tile) {
            for (int r = 0; r < tile.rows(); r++) {
                int at = (tile.firstRow() + r) * T;
                for (int j = 0; j < T; j++) {
                    kept[at + j] = tile.weights()[tile.offset(r) + j] * tile.scale(r);
                }
            }
        }

        @Override
        public void close() {}
    }
}
