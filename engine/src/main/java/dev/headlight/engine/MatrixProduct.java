package dev.headlight.engine;

import java.util.Arrays;

/** The general product of two matrices of floats, {@code C = A B} or {@code C = C + A B}. */
public final class MatrixProduct {

    /**
     * Most floats of B that are packed at a time where K is long, as in the gradient by a weight: they are to stay
     * in the third-level cache until all rows of A have been multiplied by them.
     */
    private static final int RIGHT = 1 << 19;

    /** Parts of K are multiples of this, so that each is whole blocks. */
    private static final int DEPTH = BlockedProduct.KC;

    private MatrixProduct() {}

    /**
     * {@code C (+)= A B} with {@code A [M, K]}, {@code B [K, N]}, either of them possibly a transposed view.
     *
     * @param c output: row {@code i} of C is {@code c[cOffset + i * cStep ..][N]}
     * @param add whether C is added to rather than overwritten
     */
    public static void multiply(
            Workers workers,
            FloatMatrix a,
            FloatMatrix b,
            float[] c,
            int cOffset,
            int cStep,
            boolean add) {
        int m = a.rows();
        int k = a.cols();
        int n = b.cols();
        if (b.rows() != k) {
            throw new IllegalArgumentException(
                    "inner sizes differ: " + m + " x " + k + " times " + b.rows() + " x " + n);
        }
        if (k == 0) {
            for (int i = 0; i < m && !add; i++) {
                Arrays.fill(c, cOffset + i * cStep, cOffset + i * cStep + n, 0);
            }
            return;
        }
        multiply(
                workers,
                new FloatMatrix[] {a},
                b,
                new BlockedProduct.Out[] {new BlockedProduct.Out(c, cOffset, cStep)},
                add);
    }

    /** {@code C[l] (+)= A[l] B} for all l; B is packed once. The inner size is not 0. */
    static void multiply(
            Workers workers, FloatMatrix[] a, FloatMatrix b, BlockedProduct.Out[] c, boolean add) {
        int k = b.rows();
        int n = b.cols();
        int part = depth(n);
        if (k <= part) {
            if (add && InnerHalves.pay(a, b)) {
                InnerHalves.multiply(workers, a, b, c);
            } else {
                BlockedProduct.multiply(workers, a, BlockedProduct.Rights.of(b), c, add);
            }
            return;
        }
        var left = new FloatMatrix[a.length];
        for (int from = 0; from < k; from += part) {
            int depth = Math.min(part, k - from);
            for (int l = 0; l < a.length; l++) {
                left[l] = a[l].columns(from, depth);
            }
            FloatMatrix right = b.rows(from, depth);
            BlockedProduct.multiply(
                    workers, left, BlockedProduct.Rights.of(right), c, add || from > 0);
        }
    }

    /** Of a long inner side so many are taken at a time, where B has {@code n} columns. */
    static int depth(int n) {
        return Math.max(DEPTH, RIGHT / Math.max(1, n) / DEPTH * DEPTH);
    }
}
