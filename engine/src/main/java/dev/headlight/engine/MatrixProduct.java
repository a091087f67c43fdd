package dev.headlight.engine;

import java.util.Arrays;

/** The general product of two matrices of floats, {@code C = A B} or {@code C = C + A B}. */
public final class MatrixProduct {

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
        BlockedProduct.multiply(
                workers, a, new Panels.OfFloats(b), n, null, c, cOffset, cStep, add);
    }
}
