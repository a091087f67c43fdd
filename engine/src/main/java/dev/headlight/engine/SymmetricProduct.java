package dev.headlight.engine;

import dev.headlight.engine.BlockedProduct.Out;
import dev.headlight.engine.BlockedProduct.Rights;

/**
 * The product of two matrices that is known to be symmetric: the tiles that reach the diagonal or lie above it are computed, the
 * rest is copied.
 */
public final class SymmetricProduct {

    /** Side of the squares in which the rest is copied: two of them stay in the first-level cache. */
    private static final int SQUARE = 32;

    private SymmetricProduct() {}

    /**
     * {@code C = A B} with {@code A [m, K]} and {@code B [K, m]}, where {@code A B} is symmetric.
     *
     * @param c output, overwritten, {@code [m, m]}
     */
    public static void multiply(Workers workers, FloatMatrix a, FloatMatrix b, float[] c) {
        int m = a.rows();
        if (b.cols() != m || b.rows() != a.cols() || a.cols() == 0) {
            throw new IllegalArgumentException(
                    m + " x " + a.cols() + " times " + b.rows() + " x " + b.cols());
        }
        FloatMatrix[] left = {a};
        Out[] out = {new Out(c, 0, m)};
        BlockedProduct.multiply(
                workers, new ColumnPart.Operands(left, Rights.of(b), out, false, true));
        workers.forEach(Math.ceilDiv(m, SQUARE), s -> mirror(c, m, s * SQUARE));
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
