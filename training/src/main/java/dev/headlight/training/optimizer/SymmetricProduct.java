package dev.headlight.training.optimizer;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;

/**
 * The product of two matrices that is known to be symmetric: what lies above the diagonal is computed, the rest copied.
 * It goes by strips of rows, each from its first diagonal element on and by one thread; operands that are used again
 * and again are cut once.
 */
final class SymmetricProduct {

    /** Rows of a strip. */
    private static final int STRIP = 48;

    /** Side of the squares in which the rest is copied: two of them stay in the first-level cache. */
    private static final int SQUARE = 32;

    private SymmetricProduct() {}

    /** The strips of a left operand. */
    static FloatMatrix[] rows(FloatMatrix a) {
        var strips = new FloatMatrix[Math.ceilDiv(a.rows(), STRIP)];
        for (int s = 0; s < strips.length; s++) {
            int from = s * STRIP;
            int count = Math.min(STRIP, a.rows() - from);
            int offset = a.offset() + from * a.rowStep();
            strips[s] =
                    new FloatMatrix(a.data(), offset, count, a.cols(), a.rowStep(), a.colStep());
        }
        return strips;
    }

    /** The columns of a right operand that each strip is multiplied by. */
    static FloatMatrix[] columns(FloatMatrix b) {
        var parts = new FloatMatrix[Math.ceilDiv(b.cols(), STRIP)];
        for (int s = 0; s < parts.length; s++) {
            int from = s * STRIP;
            int offset = b.offset() + from * b.colStep();
            parts[s] =
                    new FloatMatrix(
                            b.data(), offset, b.rows(), b.cols() - from, b.rowStep(), b.colStep());
        }
        return parts;
    }

    /**
     * {@code c [m, m] = a [m, k] b [k, m]}.
     *
     * @param a as {@link #rows} cuts it
     * @param b as {@link #columns} cuts it
     */
    static void multiply(Workers workers, FloatMatrix[] a, FloatMatrix[] b, float[] c) {
        int m = b[0].cols();
        workers.forEach(
                a.length,
                s -> {
                    int diagonal = s * STRIP * (m + 1);
                    MatrixProduct.multiply(workers, a[s], b[s], c, diagonal, m, false);
                });
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
