package dev.headlight.training.optimizer;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;

/** The product of two matrices that is known to be symmetric: what lies above the diagonal is computed, the rest copied. */
final class SymmetricProduct {

    /** Rows of a strip, which is computed from its first diagonal element on, each by one thread. */
    private static final int STRIP = 48;

    /** Side of the squares in which the rest is copied: two of them stay in the first-level cache. */
    private static final int SQUARE = 32;

    private SymmetricProduct() {}

    /** {@code c [m, m] = a [m, k] b [k, m]}. */
    static void multiply(Workers workers, FloatMatrix a, FloatMatrix b, float[] c) {
        int m = a.rows();
        workers.forEach(Math.ceilDiv(m, STRIP), s -> strip(workers, a, b, c, s * STRIP));
        workers.forEach(Math.ceilDiv(m, SQUARE), s -> mirror(c, m, s * SQUARE));
    }

    private static void strip(Workers workers, FloatMatrix a, FloatMatrix b, float[] c, int from) {
        int m = a.rows();
        MatrixProduct.multiply(
                workers,
                rows(a, from, Math.min(STRIP, m - from)),
                rows(b.transposed(), from, m - from).transposed(),
                c,
                from * m + from,
                m,
                false);
    }

    private static FloatMatrix rows(FloatMatrix x, int from, int count) {
        return new FloatMatrix(
                x.data(),
                x.offset() + from * x.rowStep(),
                count,
                x.cols(),
                x.rowStep(),
                x.colStep());
    }

    /** Copies what lies above the diagonal to rows {@code from .. from + SQUARE - 1} below it. */
    private static void mirror(float[] c, int m, int from) {
        int to = Math.min(m, from + SQUARE);
        for (int square = 0; square <= from; square += SQUARE) {
            for (int i = from; i < to; i++) {
                int end = Math.min(i, square + SQUARE);
                for (int j = square; j < end; j++) {
                    c[i * m + j] = c[j * m + i];
                }
            }
        }
    }
}
