package dev.headlight.engine;

import java.util.Arrays;
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
        workers.forEach(
                ranges * shape.nHeads(),
                task -> {
                    int head = task / ranges;
                    int range = task % ranges;
                    int from = starts[range];
                    int to = starts[range + 1];
                    if (hook == null) {
                        rows(q, k, v, out, shape, head, from, to, null);
                    } else {
                        int past = shape.past();
                        try (AttentionHook.Rows rows =
                                hook.open(layer, head, range, past + from, past + to)) {
                            rows(q, k, v, out, shape, head, from, to, rows);
                        }
                    }
                });
    }

    private static void rows(
            FloatRows q,
            FloatRows k,
            FloatRows v,
            FloatRows out,
            AttentionShape shape,
            int head,
            int from,
            int to,
            AttentionHook.@Nullable Rows consumer) {
        int d = shape.dHead();
        SoftmaxTile tile = new SoftmaxTile(AttentionRanges.TILE, shape.past() + to);
        float[] w = tile.weights;
        float scale = (float) (1 / Math.sqrt(d));
        int kv = shape.kvHead(head) * d;
        for (int first = from; first < to; first += AttentionRanges.TILE) {
            tile.firstRow = shape.past() + first;
            tile.rows = Math.min(AttentionRanges.TILE, to - first);
            tile.width = tile.firstRow + tile.rows;
            for (int r = 0; r < tile.rows; r++) {
                int keys = tile.firstRow + r + 1;
                int o = tile.offset(r);
                int qAt = q.at(first + r) + head * d;
                for (int j = 0; j < keys; j++) {
                    int kAt = k.at(j) + kv;
                    float s = 0;
                    for (int e = 0; e < d; e++) {
                        s += q.data()[qAt + e] * k.data()[kAt + e];
                    }
                    w[o + j] = s * scale;
                }
                softmax(tile, r, keys);
                int to0 = out.at(first + r) + head * d;
                Arrays.fill(out.data(), to0, to0 + d, 0);
                for (int j = 0; j < keys; j++) {
                    int vAt = v.at(j) + kv;
                    float a = w[o + j] * tile.scale[r];
                    for (int e = 0; e < d; e++) {
                        out.data()[to0 + e] += a * v.data()[vAt + e];
                    }
                }
            }
            if (consumer != null) {
                consumer.accept(tile);
            }
        }
    }

    /** Turns the scores of row {@code r} into weights, and fills the row's statistics. */
    private static void softmax(SoftmaxTile tile, int r, int keys) {
        float[] w = tile.weights;
        int o = tile.offset(r);
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < keys; j++) {
            max = Math.max(max, w[o + j]);
        }
        double rest = 0;
        double restTimes = 0;
        double first = 0;
        double firstTimes = 0;
        for (int j = 0; j < keys; j++) {
            float x = w[o + j] - max;
            double p = Math.exp(x);
            w[o + j] = (float) p;
            if (j == 0) {
                first = p;
                firstTimes = p * x;
            } else {
                rest += p;
                restTimes += p * x;
            }
        }
        Arrays.fill(w, o + keys, o + tile.width, 0);
        double sum = first + rest;
        tile.scale[r] = (float) (1 / sum);
        tile.restSum[r] = (float) rest;
        tile.logSumExp[r] = (float) (max + Math.log(sum));
        tile.entropy[r] = (float) Math.max(0, Math.log(sum) - (firstTimes + restTimes) / sum);
        tile.restEntropy[r] =
                keys < 3 || rest == 0 ? 0 : (float) Math.max(0, Math.log(rest) - restTimes / rest);
    }
}
