package dev.headlight.analysis.statistics;

import java.util.stream.IntStream;

/**
 * q-values that control the false discovery rate: with the p-values in ascending order and {@code m} of
 * them,
 *
 * <pre>q_(i) = min over k >= i of min(1, p_(k) m / k)</pre>
 *
 * Source: Benjamini and Hochberg 1995.
 */
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /** The q-value of each p-value; NaN where p is NaN, and such do not count in {@code m}. */
    public static double[] q(double... p) {
        int[] ascending =
                IntStream.range(0, p.length)
                        .filter(i -> !Double.isNaN(p[i]))
                        .boxed()
                        .sorted((a, b) -> Double.compare(p[a], p[b]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int m = ascending.length;
        double[] q = new double[p.length];
        java.util.Arrays.fill(q, Double.NaN);
        double least = 1;
        for (int k = m; k >= 1; k--) {
            int i = ascending[k - 1];
            least = Math.min(least, p[i] * m / k);
            q[i] = least;
        }
        return q;
    }
}
