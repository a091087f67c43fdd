package dev.headlight.engine;

/**
 * The Jensen-Shannon divergence between one attention row and others of the same query:
 *
 * <pre>
 * D(p, q) = H((p + q) / 2) - (H(p) + H(q)) / 2, in bits, so over ln 2
 *         = 1 + (I(p) + I(q) - I(p + q)) / 2    with I(x) = sum_j x_j log2 x_j, where p and q sum to 1
 * </pre>
 *
 * so of two rows only {@code I(p + q)} is new: an addition, a logarithm and a multiply-add an entry. Right to about
 * 5e-6: it is a small difference of numbers as large as the logarithm of the keys.
 *
 * <p>Rows stand in one array, each followed by zeros up to a multiple of {@link #PADDING}. Source: Lin 1991.
 */
public final class RowDivergence {

    /** Rows are as many floats long as a multiple of this. */
    public static final int PADDING = Lanes.MOST;

    private RowDivergence() {}

    /** The least multiple of {@link #PADDING} that holds {@code keys} floats. */
    public static int stride(int keys) {
        return Math.ceilDiv(keys, PADDING) * PADDING;
    }

    /** {@code I} of a row. */
    public static float information(float[] rows, int row, int stride) {
        check(rows, stride, row);
        return Kernels.DIVERGENCE.information(rows, row * stride, stride);
    }

    /**
     * The divergence between row {@code n} and each row before it.
     *
     * @param rows [more than n][stride], zeros behind each row's keys
     * @param stride a multiple of {@link #PADDING}
     * @param information {@link #information} of each row [more than n]
     * @param divergence [at least n], filled: {@code D(row n, row m)} for {@code m < n}, from 0 to 1
     */
    public static void toEarlier(
            float[] rows, int stride, int n, float[] information, float[] divergence) {
        check(rows, stride, n);
        if (information.length <= n || divergence.length < n) {
            throw new IllegalArgumentException(
                    "row "
                            + n
                            + ", "
                            + information.length
                            + " informations, room for "
                            + divergence.length);
        }
        Kernels.DIVERGENCE.informationOfSums(rows, stride, n, 0, n, stride, divergence);
        for (int m = 0; m < n; m++) {
            float d = 1 + 0.5f * (information[n] + information[m] - divergence[m]);
            divergence[m] = Math.clamp(d, 0f, 1f);
        }
    }

    private static void check(float[] rows, int stride, int row) {
        if (stride % PADDING != 0 || rows.length < (row + 1L) * stride) {
            throw new IllegalArgumentException(
                    "row " + row + " of stride " + stride + " in " + rows.length + " floats");
        }
    }
}
