package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * Causal attention of all heads of a layer,
 *
 * <pre>
 * s[i, j] = q[i] . k[j] / sqrt(dHead),   A[i, j] = exp(s[i, j]) / sum_{j' &lt;= i} exp(s[i, j']),
 * out[i] = sum_{j &lt;= i} A[i, j] v[j]
 * </pre>
 *
 * or over all {@code j} where the {@link AttentionShape} is not causal;
 * by rows: a few query rows of a head at a time, exact softmax, statistics while the rows are in cache. Memory
 * grows linearly with T.
 */
public final class CausalAttention {

    private CausalAttention() {}

    /**
     * Attention of all heads.
     *
     * @param q {@code [T, nHeads, dHead]}
     * @param k {@code [past + T, nKvHeads, dHead]}
     * @param v {@code [past + T, nKvHeads, dHead]}
     * @param out output, {@code [T, nHeads, dHead]}
     * @param layer told to the hook
     * @param hook sees every row, or null
     */
    public static void forward(
            Workers workers,
            float[] q,
            float[] k,
            float[] v,
            float[] out,
            AttentionShape shape,
            int layer,
            @Nullable AttentionHook hook) {
        int width = shape.nHeads() * shape.dHead();
        int kvWidth = shape.nKvHeads() * shape.dHead();
        forward(
                workers,
                new FloatRows(q, 0, width),
                new FloatRows(k, 0, kvWidth),
                new FloatRows(v, 0, kvWidth),
                new FloatRows(out, 0, width),
                shape,
                layer,
                hook);
    }

    /** The same where rows stand apart, as in a buffer that holds queries, keys and values side by side. */
    public static void forward(
            Workers workers,
            FloatRows q,
            FloatRows k,
            FloatRows v,
            FloatRows out,
            AttentionShape shape,
            int layer,
            @Nullable AttentionHook hook) {
        q.requireRows("q", shape.T(), shape.nHeads() * shape.dHead());
        k.requireRows("k", shape.keys(), shape.nKvHeads() * shape.dHead());
        v.requireRows("v", shape.keys(), shape.nKvHeads() * shape.dHead());
        out.requireRows("out", shape.T(), shape.nHeads() * shape.dHead());
        int[] starts = AttentionRanges.starts(shape);
        int ranges = starts.length - 1;
        var packed = new PackedKeysValues(workers, k, v, shape);
        workers.forEach(
                ranges * shape.nHeads(),
                task -> {
                    int head = task / ranges;
                    int range = task % ranges;
                    var rows = new HeadRows(q, out, shape, packed, head);
                    int from = starts[range];
                    int to = starts[range + 1];
                    if (hook == null) {
                        rows.forward(from, to, null);
                    } else {
                        int past = shape.past();
                        try (AttentionHook.Rows consumer =
                                hook.open(layer, head, range, past + from, past + to)) {
                            rows.forward(from, to, consumer);
                        }
                    }
                });
    }

    /**
     * Attention of a batch of sequences for training: sequence {@code b} has rows {@code b T .. b T + T - 1} of every
     * array, and nothing before it.
     *
     * @param q {@code [batch T, nHeads, dHead]}
     * @param k {@code [batch T, nKvHeads, dHead]}
     * @param v {@code [batch T, nKvHeads, dHead]}
     * @param out output, overwritten, {@code [batch T, nHeads, dHead]}
     * @param logSumExp output, overwritten, {@code [batch, nHeads, T]}: what {@link #backward} makes the weights
     *     from again
     * @param shape of one sequence, without past
     */
    public static void forward(
            Workers workers,
            float[] q,
            float[] k,
            float[] v,
            float[] out,
            float[] logSumExp,
            AttentionShape shape,
            int batch) {
        requireNoPast(shape);
        int T = shape.T();
        int d = shape.dHead();
        int width = shape.nHeads() * d;
        int kvWidth = shape.nKvHeads() * d;
        int group = shape.nHeads() / shape.nKvHeads();
        var own = new AttentionShape(T, 0, group, 1, d, shape.causal());
        workers.forEach(
                batch * shape.nKvHeads(),
                task -> {
                    int b = task / shape.nKvHeads();
                    int kv = task % shape.nKvHeads();
                    int at = b * T * width + kv * group * d;
                    int kvAt = b * T * kvWidth + kv * d;
                    var queries = new FloatRows(q, at, width);
                    var outputs = new FloatRows(out, at, width);
                    var keys = new FloatRows(k, kvAt, kvWidth);
                    var values = new FloatRows(v, kvAt, kvWidth);
                    var packed = new PackedKeysValues(workers, keys, values, own);
                    for (int h = 0; h < group; h++) {
                        int lo = (b * shape.nHeads() + kv * group + h) * T;
                        new HeadRows(queries, outputs, own, packed, h)
                                .forward(0, T, new LogSumExps(logSumExp, lo));
                    }
                });
    }

    /**
     * The gradients of a batch by queries, keys and values, from what the forward pass of a batch read and wrote. Nothing {@code T x T} exists; where query heads
     * share a key/value head, dk and dv are their sums. The same on any number of threads.
     *
     * @param dOut {@code [batch T, nHeads, dHead]}
     * @param dq output, overwritten, {@code [batch T, nHeads, dHead]}
     * @param dk output, overwritten, {@code [batch T, nKvHeads, dHead]}
     * @param dv output, overwritten, {@code [batch T, nKvHeads, dHead]}
     */
    public static void backward(
            Workers workers,
            float[] q,
            float[] k,
            float[] v,
            float[] out,
            float[] dOut,
            float[] logSumExp,
            AttentionShape shape,
            int batch,
            float[] dq,
            float[] dk,
            float[] dv) {
        requireNoPast(shape);
        int T = shape.T();
        int d = shape.dHead();
        int width = shape.nHeads() * d;
        int kvWidth = shape.nKvHeads() * d;
        int group = shape.nHeads() / shape.nKvHeads();
        workers.forEach(
                batch * shape.nKvHeads(),
                task -> {
                    int b = task / shape.nKvHeads();
                    int kv = task % shape.nKvHeads();
                    int kvAt = b * T * kvWidth + kv * d;
                    AttentionGradient gradient = BackwardScratch.mine().attention();
                    gradient.begin(T, d, shape.causal(), k, kvAt, kvWidth, v, kvAt, kvWidth);
                    for (int h = kv * group; h < (kv + 1) * group; h++) {
                        int at = b * T * width + h * d;
                        int lo = (b * shape.nHeads() + h) * T;
                        gradient.head(
                                q, at, width, out, at, width, dOut, at, width, logSumExp, lo, dq,
                                at, width);
                    }
                    gradient.finish(dk, kvAt, kvWidth, dv, kvAt, kvWidth);
                });
    }

    private static void requireNoPast(AttentionShape shape) {
        if (shape.past() != 0) {
            throw new IllegalArgumentException("training after " + shape.past() + " positions");
        }
    }

    /** Keeps the log-sum-exp of every row of a head. */
    private record LogSumExps(float[] data, int offset) implements AttentionHook.Rows {
        @Override
        public void accept(AttentionTile tile) {
            for (int r = 0; r < tile.rows(); r++) {
                data[offset + tile.firstRow() + r] = tile.logSumExp(r);
            }
        }

        @Override
        public void close() {}
    }
}
