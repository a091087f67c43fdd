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
}
