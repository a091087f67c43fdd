package dev.headlight.analysis.statistics;

import dev.headlight.engine.Workers;
import java.util.Arrays;

/**
 * Test of whether units of several groups have the same mean: under the null the groups' labels may be exchanged
 * between units. The statistic is the sum of squares between groups,
 *
 * <pre>F = sum_g n_g (m_g - m)^2 = sum_g S_g^2 / n_g - S^2 / n</pre>
 *
 * over the units that define the figure ({@code S_g} their sum in a group, {@code n_g} their number), which orders the
 * permutations as the analysis of variance does; {@code p = (1 + #{draws : F* >= F}) / (1 + draws)}. With two groups it
 * is the two-sided test of the difference of means. Sources: Fisher 1935; Phipson and Smyth 2010. The permutations are
 * a pure function of seed and draw.
 */
public final class LabelPermutations {

    private static final int WIDTH = 64;
    private static final double ROUNDING = 1e-9;

    private final int groups;
    private final int units;
    private final byte[][] labels; // [draw][unit]; the first are the labels as they are

    /**
     * Draws the permutations.
     *
     * @param groups of each unit, from 0; at most 127 groups
     */
    public LabelPermutations(long seed, int draws, int... groups) {
        units = groups.length;
        this.groups = Arrays.stream(groups).max().orElse(-1) + 1;
        labels = new byte[draws + 1][units];
        for (int n = 0; n < units; n++) {
            labels[0][n] = (byte) groups[n];
        }
        for (int d = 1; d <= draws; d++) {
            byte[] drawn = labels[0].clone();
            long key = SplitMix.mix(seed, d);
            for (int i = units - 1; i > 0; i--) {
                int j = SplitMix.below(i + 1, SplitMix.mix(key, i));
                byte label = drawn[i];
                drawn[i] = drawn[j];
                drawn[j] = label;
            }
            labels[d] = drawn;
        }
    }

    /** Permutations that are tried. */
    public int draws() {
        return labels.length - 1;
    }

    /**
     * The tests of figures, each by itself and all together.
     *
     * @param p of each figure; NaN where fewer than two groups define it
     * @param share of the variance between units that the groups explain, {@code F / sum_n (v_n - m)^2}
     * @param together p of the sum of F over all figures that exist
     */
    public record Tests(double[] p, double[] share, double together) {}

    /** Tests figures; a NaN is left out of its figure. */
    public Tests test(UnitFigures values, Workers workers) {
        int figures = values.figures();
        double[] p = new double[figures];
        double[] share = new double[figures];
        int blocks = (figures + WIDTH - 1) / WIDTH;
        double[][] sums = new double[blocks][]; // of F over a block's figures [draw]
        workers.forEach(
                blocks,
                block -> {
                    int from = block * WIDTH;
                    sums[block] = block(values, from, Math.min(WIDTH, figures - from), p, share);
                });
        double[] all = new double[labels.length];
        for (double[] block : sums) {
            for (int d = 0; d < all.length; d++) {
                all[d] += block[d];
            }
        }
        int reached = 0;
        double least = all[0] * (1 - ROUNDING);
        for (int d = 1; d < all.length; d++) {
            reached += all[d] >= least ? 1 : 0;
        }
        boolean any = Arrays.stream(p).anyMatch(v -> !Double.isNaN(v));
        return new Tests(p, share, any ? (1.0 + reached) / all.length : Double.NaN);
    }

    private double[] block(UnitFigures values, int from, int width, double[] p, double[] share) {
        double[] v = new double[units * width]; // minus the figure's mean, undefined ones 0
        double[] there = new double[units * width];
        double[] squares = new double[width];
        centre(values, from, width, v, there, squares);
        double[] together = new double[labels.length];
        double[] observed = new double[width];
        int[] reached = new int[width];
        boolean[] exists = new boolean[width];
        double[] sums = new double[groups * width];
        double[] counts = new double[groups * width];
        for (int d = 0; d < labels.length; d++) {
            Arrays.fill(sums, 0);
            Arrays.fill(counts, 0);
            for (int n = 0; n < units; n++) {
                add(v, n * width, sums, labels[d][n] * width, width);
                add(there, n * width, counts, labels[d][n] * width, width);
            }
            for (int f = 0; f < width; f++) {
                double between = 0;
                int defined = 0;
                for (int g = 0; g < groups; g++) {
                    double count = counts[g * width + f];
                    if (count > 0) {
                        between += sums[g * width + f] * sums[g * width + f] / count;
                        defined++;
                    }
                }
                if (d == 0) {
                    exists[f] = defined > 1;
                    observed[f] = between;
                } else if (between >= observed[f] * (1 - ROUNDING)) {
                    reached[f]++;
                }
                together[d] += exists[f] ? between : 0;
            }
        }
        for (int f = 0; f < width; f++) {
            p[from + f] = exists[f] ? (1.0 + reached[f]) / labels.length : Double.NaN;
            share[from + f] = exists[f] && squares[f] > 0 ? observed[f] / squares[f] : Double.NaN;
        }
        return together;
    }

    private void centre(
            UnitFigures values, int from, int width, double[] v, double[] there, double[] squares) {
        double[] means = new double[width];
        int[] defined = new int[width];
        for (int n = 0; n < units; n++) {
            for (int f = 0; f < width; f++) {
                double value = values.value(n, from + f);
                if (!Double.isNaN(value)) {
                    v[n * width + f] = value;
                    there[n * width + f] = 1;
                    means[f] += value;
                    defined[f]++;
                }
            }
        }
        for (int n = 0; n < units; n++) {
            for (int f = 0; f < width; f++) {
                if (there[n * width + f] > 0) {
                    v[n * width + f] -= means[f] / defined[f];
                    squares[f] += v[n * width + f] * v[n * width + f];
                }
            }
        }
    }

    /** A loop of its own so that it is compiled to vectors. */
    private static void add(double[] x, int xAt, double[] sums, int sumsAt, int width) {
        for (int f = 0; f < width; f++) {
            sums[sumsAt + f] += x[xAt + f];
        }
    }
}
