package dev.headlight.analysis.tally;

import dev.headlight.engine.RowDivergence;
import dev.headlight.engine.Workers;
import java.util.Arrays;

/**
 * Sums over sampled rows of the Jensen-Shannon divergence over {@code ln 2} between any two heads, with key 0 and
 * without it. Made empty, fed windows, combined with a tally of other windows.
 *
 * <p>Heads are numbered, and of a pair the larger number comes first: pair {@code (n, m)}, {@code m < n}, stands at
 * {@code n (n - 1) / 2 + m}.
 */
public final class DivergenceTally {

    /** Variant: the rows as they are. */
    public static final int WITH = 0;

    /** Variant: key 0 dropped, the rest renormalised; rows that have nothing else are left out. */
    public static final int WITHOUT = 1;

    private static final int VARIANTS = 2;

    private final int heads;
    private final double[][] sums; // [variant][pair]
    private final int[][] rows; // [variant][pair]
    private int sampled;

    /** An empty tally over so many heads. */
    public DivergenceTally(int heads) {
        this.heads = heads;
        sums = new double[VARIANTS][pairs(heads)];
        rows = new int[VARIANTS][pairs(heads)];
    }

    /** Pairs of so many heads. */
    public static int pairs(int heads) {
        return Math.toIntExact((long) heads * (heads - 1) / 2);
    }

    /** Where a pair stands, {@code m < n}. */
    public static int pair(int n, int m) {
        return n * (n - 1) / 2 + m;
    }

    /**
     * Adds the rows of a window.
     *
     * @param samples of each head, the same rows of all
     * @param sample those rows
     * @param workers that share the pairs
     */
    public void add(RowSampleTally[] samples, int[] sample, Workers workers) {
        if (samples.length != heads) {
            throw new IllegalArgumentException(samples.length + " of " + heads + " heads");
        }
        for (int s = 0; s < sample.length; s++) {
            int keys = sample[s] + 1;
            add(WITH, samples, s, keys, workers);
            add(WITHOUT, samples, s, keys, workers);
            sampled++;
        }
    }

    private void add(int variant, RowSampleTally[] samples, int s, int keys, Workers workers) {
        int stride = RowDivergence.stride(keys);
        float[] matrix = new float[heads * stride];
        boolean[] kept = new boolean[heads];
        float[] information = new float[heads];
        for (int n = 0; n < heads; n++) {
            float[] row = samples[n].row(s);
            if (variant == WITH) {
                kept[n] = row.length == keys;
                System.arraycopy(row, 0, matrix, n * stride, row.length);
            } else {
                float factor = samples[n].restFactor(s);
                kept[n] = factor > 0;
                for (int j = 1; j < row.length; j++) {
                    matrix[n * stride + j] = factor * row[j];
                }
            }
            information[n] = RowDivergence.information(matrix, n, stride);
        }
        workers.forEach(
                heads,
                task -> {
                    int n = heads - 1 - task; // the most pairs first
                    if (kept[n]) {
                        float[] divergence = new float[n];
                        RowDivergence.toEarlier(matrix, stride, n, information, divergence);
                        int at = pair(n, 0);
                        for (int m = 0; m < n; m++) {
                            if (kept[m]) {
                                sums[variant][at + m] += divergence[m];
                                rows[variant][at + m]++;
                            }
                        }
                    }
                });
    }

    /** Adds what another tally of as many heads has seen. */
    public void combine(DivergenceTally other) {
        for (int v = 0; v < VARIANTS; v++) {
            for (int pair = 0; pair < sums[v].length; pair++) {
                sums[v][pair] += other.sums[v][pair];
                rows[v][pair] += other.rows[v][pair];
            }
        }
        sampled += other.sampled;
    }

    /** Rows sampled of every head. */
    public int sampled() {
        return sampled;
    }

    /** Rows that count for a pair. */
    public int rows(int variant, int pair) {
        return rows[variant][pair];
    }

    /** Mean over the rows that count for a pair; NaN where none does. */
    public double mean(int variant, int pair) {
        int n = rows[variant][pair];
        return n == 0 ? Double.NaN : sums[variant][pair] / n;
    }

    /** Mean divergence of each head to all others it has a row with; NaN where there is none [head]. */
    public double[] specialization(int variant) {
        double[] sum = new double[heads];
        int[] others = new int[heads];
        for (int n = 0; n < heads; n++) {
            for (int m = 0; m < n; m++) {
                double d = mean(variant, pair(n, m));
                if (!Double.isNaN(d)) {
                    sum[n] += d;
                    sum[m] += d;
                    others[n]++;
                    others[m]++;
                }
            }
        }
        for (int n = 0; n < heads; n++) {
            sum[n] = others[n] == 0 ? Double.NaN : sum[n] / others[n];
        }
        return sum;
    }

    /**
     * Mean divergence between the heads of a layer, those pairs left out that have no row; NaN where none has.
     *
     * @param layerHeads heads of each layer; head n is of layer {@code n / layerHeads}
     */
    public double[] withinLayers(int variant, int layerHeads) {
        double[] within = new double[heads / layerHeads];
        Arrays.fill(within, Double.NaN);
        for (int l = 0; l < within.length; l++) {
            double sum = 0;
            int pairs = 0;
            for (int n = l * layerHeads; n < (l + 1) * layerHeads; n++) {
                for (int m = l * layerHeads; m < n; m++) {
                    double d = mean(variant, pair(n, m));
                    if (!Double.isNaN(d)) {
                        sum += d;
                        pairs++;
                    }
                }
            }
            if (pairs > 0) {
                within[l] = sum / pairs;
            }
        }
        return within;
    }
}
