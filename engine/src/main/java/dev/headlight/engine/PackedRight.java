package dev.headlight.engine;

import dev.headlight.engine.BlockedProduct.Out;
import dev.headlight.engine.BlockedProduct.Rights;

/**
 * A right operand {@code B [K, N]} that is packed once for several products, as the output matrix is that meets one block of
 * positions after the other. It takes as much memory as B a second time.
 */
final class PackedRight {

    private static final int COLS = Kernels.TILE.cols();

    private final float[] packed;
    private final int rows;
    private final int cols;
    private final int depth; // of a part of K
    private final int width; // columns with those that fill the last panel

    /** Floats that B takes. */
    static int floats(FloatMatrix b) {
        return Math.multiplyExact(b.rows(), Math.ceilDiv(b.cols(), COLS) * COLS);
    }

    /**
     * @param packed where to, at least {@link #floats}
     */
    PackedRight(Workers workers, FloatMatrix b, float[] packed) {
        this.packed = packed;
        rows = b.rows();
        cols = b.cols();
        depth = MatrixProduct.depth(cols);
        int panels = Math.ceilDiv(cols, COLS);
        width = panels * COLS;
        int parts = Math.ceilDiv(rows, depth);
        workers.forEach(
                parts * panels,
                task -> {
                    int from = task / panels * depth;
                    int count = Math.min(depth, rows - from);
                    int column = task % panels * COLS;
                    new Panels.OfFloats(b.rows(from, count))
                            .pack(
                                    column,
                                    Math.min(COLS, cols - column),
                                    packed,
                                    from * width + column * count);
                });
    }

    /** {@code C = A B}. */
    void multiply(Workers workers, FloatMatrix a, Out c) {
        for (int from = 0; from < rows; from += depth) {
            int count = Math.min(depth, rows - from);
            FloatMatrix[] left = {a.columns(from, count)};
            Rights rights = Rights.packed(new Part(packed, from * width), cols);
            BlockedProduct.multiply(workers, left, rights, new Out[] {c}, from > 0);
        }
    }

    /** Panels that are packed already: the first at {@code data[at]}. */
    record Part(float[] data, int at) {}
}
