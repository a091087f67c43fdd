package dev.headlight.engine;

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
        workers.forEach(
                m,
                i -> {
                    for (int j = 0; j < n; j++) {
                        float sum = 0;
                        for (int e = 0; e < k; e++) {
                            sum +=
                                    a.data()[a.offset() + i * a.rowStep() + e * a.colStep()]
                                            * b.data()[
                                                    b.offset() + e * b.rowStep() + j * b.colStep()];
                        }
                        int at = cOffset + i * cStep + j;
                        c[at] = add ? c[at] + sum : sum;
                    }
                });
    }
}
