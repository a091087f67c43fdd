package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * Query rows of one head, a tile of {@link AttentionRanges#TILE} at a time: their scores against all their keys,
 * the softmax row by row, the hook, the product with the values. Nothing {@code T x T} exists.
 */
final class HeadRows {

    private static final int ROWS = Kernels.TILE.rows();
    private static final int COLS = Kernels.TILE.cols();
    private static final int TILE = AttentionRanges.TILE;

    private final FloatRows q;
    private final FloatRows out;
    private final AttentionShape shape;
    private final float[] packed;
    private final int head;
    private final int keysAt;
    private final int valuesAt;
    private final int d;

    HeadRows(FloatRows q, FloatRows out, AttentionShape shape, PackedKeysValues packed, int head) {
        this.q = q;
        this.out = out;
        this.shape = shape;
        this.packed = packed.data;
        this.head = head;
        keysAt = packed.keysAt(shape.kvHead(head));
        valuesAt = packed.valuesAt(shape.kvHead(head));
        d = shape.dHead();
    }

    /** Rows {@code from .. to - 1} of the new positions. */
    void forward(int from, int to, AttentionHook.@Nullable Rows consumer) {
        Scratch scratch = Scratch.mine();
        SoftmaxTile tile = scratch.tile(TILE, shape.keysOf(shape.past() + to - 1));
        float[] queries = scratch.queries(TILE * d);
        int dWhole = Math.ceilDiv(d, COLS) * COLS;
        float[] attended = scratch.attended(TILE * dWhole);
        for (int first = from; first < to; first += TILE) {
            tile.firstRow = shape.past() + first;
            tile.rows = Math.min(TILE, to - first);
            tile.width = shape.keysOf(tile.firstRow + tile.rows - 1);
            scores(tile, first, queries);
            for (int r = 0; r < tile.rows; r++) {
                tile.keys[r] = shape.keysOf(tile.firstRow + r);
            }
            Kernels.SOFTMAX.rows(tile);
            if (consumer != null) {
                consumer.accept(tile);
            }
            values(tile, attended, dWhole);
            for (int r = 0; r < tile.rows; r++) {
                int at = out.at(first + r) + head * d;
                float scale = tile.scale[r];
                for (int e = 0; e < d; e++) {
                    out.data()[at + e] = attended[r * dWhole + e] * scale;
                }
            }
        }
    }

    /** Of the queries as they are, since the keys were scaled as they were packed. */
    private void scores(SoftmaxTile tile, int first, float[] scratch) {
        float[] queries = q.data();
        int at = q.at(first) + head * d;
        int step = q.step();
        if (tile.rows % ROWS != 0) { // the kernel reads whole tiles, and the array may end here
            for (int r = 0; r < tile.rows; r++) {
                System.arraycopy(queries, at + r * step, scratch, r * d, d);
            }
            queries = scratch;
            at = 0;
            step = d;
        }
        for (int j = 0; j < tile.width; j += COLS) {
            for (int r = 0; r < tile.rows; r += ROWS) {
                Kernels.TILE.multiplyRows(
                        d,
                        queries,
                        at + r * step,
                        step,
                        packed,
                        keysAt + j * d,
                        tile.weights,
                        tile.offset(r) + j,
                        tile.step);
            }
        }
    }

    /** The weights are read where they are: bringing them into the order of the kernel would cost more than that. */
    private void values(SoftmaxTile tile, float[] attended, int dWhole) {
        int keys = shape.keys();
        for (int n = 0; n < dWhole; n += COLS) {
            for (int r = 0; r < tile.rows; r += ROWS) {
                Kernels.TILE.multiplyRows(
                        tile.width,
                        tile.weights,
                        tile.offset(r),
                        tile.step,
                        packed,
                        valuesAt + n * keys,
                        attended,
                        r * dWhole + n,
                        dWhole);
            }
        }
    }
}
