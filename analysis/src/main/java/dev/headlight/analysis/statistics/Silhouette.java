package dev.headlight.analysis.statistics;

import java.util.Arrays;

/**
 * How well labels fit distances: the mean over things of
 *
 * <pre>s_i = (b_i - a_i) / max(a_i, b_i)</pre>
 *
 * where {@code a_i} is the mean distance to the others of the same label, {@code b_i} the least mean distance to those
 * of another label. Alone in its label {@code s_i = 0}. From -1 to 1. Source: Rousseeuw 1987.
 */
public final class Silhouette {

    private Silhouette() {}

    /**
     * The mean silhouette; NaN of fewer than two labels.
     *
     * @param distances {@code [i][j]}, symmetric
     * @param labels of each thing, from 0
     */
    public static double of(double[][] distances, int... labels) {
        int n = labels.length;
        int count = Arrays.stream(labels).max().orElse(-1) + 1;
        int[] size = new int[count];
        for (int label : labels) {
            size[label]++;
        }
        if (Arrays.stream(size).filter(s -> s > 0).count() < 2) {
            return Double.NaN;
        }
        double[] sums = new double[count];
        double total = 0;
        for (int i = 0; i < n; i++) {
            int own = labels[i];
            if (size[own] == 1) {
                continue;
            }
            Arrays.fill(sums, 0);
            double[] d = distances[i];
            for (int j = 0; j < n; j++) {
                sums[labels[j]] += j == i ? 0 : d[j];
            }
            double a = sums[own] / (size[own] - 1);
            double b = Double.POSITIVE_INFINITY;
            for (int c = 0; c < count; c++) {
                if (c != own && size[c] > 0) {
                    b = Math.min(b, sums[c] / size[c]);
                }
            }
            double most = Math.max(a, b);
            total += most == 0 ? 0 : (b - a) / most;
        }
        return total / n;
    }
}
