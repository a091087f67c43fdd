package dev.headlight.analysis.statistics;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Two-sided permutation test: under the null the labels of {@code n} things may be exchanged, so the
 * statistic of any permutation is as likely as the one observed.
 *
 * <p>Up to {@link #EXACT_UP_TO} things every permutation is tried, and {@code p = k / n!} (the identity is
 * among the k). Beyond that {@link #DRAWS} permutations are drawn, and {@code p = (1 + k) / (1 + draws)};
 * {@code k} counts those with {@code |statistic| >= |observed|}, to rounding. Source: Phipson and Smyth
 * 2010.
 */
public final class PermutationTest {

    /** Most things of which all permutations are tried: 8! = 40,320. */
    public static final int EXACT_UP_TO = 8;

    /** Permutations drawn where there are too many to try. */
    public static final int DRAWS = 10_000;

    private static final double ROUNDING = 1e-12;

    private PermutationTest() {}

    /**
     * The p-value; NaN where the statistic of the identity is NaN.
     *
     * @param n how many labels
     * @param statistic of a permutation, given as the label that stands at each place
     * @param seed of the draws
     */
    public static double p(int n, ToDoubleFunction<int[]> statistic, long seed) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i;
        }
        double observed = Math.abs(statistic.applyAsDouble(labels)) - ROUNDING;
        if (Double.isNaN(observed)) {
            return Double.NaN;
        }
        if (n <= EXACT_UP_TO) {
            long[] counts = new long[2];
            enumerate(labels, 0, statistic, observed, counts);
            return (double) counts[0] / counts[1];
        }
        long beyond = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            shuffle(labels, SplitMix.mix(seed, draw));
            if (Math.abs(statistic.applyAsDouble(labels)) >= observed) {
                beyond++;
            }
        }
        return (1.0 + beyond) / (1.0 + DRAWS);
    }

    /**
     * The least {@code |statistic|} that has {@code p < level}: what an effect must reach before the test can say
     * anything. Infinite where no arrangement has so small a p, NaN where the statistic of one is NaN.
     *
     * @param n how many labels
     * @param statistic of a permutation
     * @param seed of the draws, where not all are tried
     */
    public static double leastSignificant(
            int n, ToDoubleFunction<int[]> statistic, long seed, double level) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i;
        }
        DoubleStream.Builder sizes = DoubleStream.builder();
        boolean all = n <= EXACT_UP_TO;
        if (all) {
            enumerate(
                    labels,
                    0,
                    l -> {
                        sizes.add(Math.abs(statistic.applyAsDouble(l)));
                        return 0;
                    },
                    0,
                    new long[2]);
        } else {
            for (int draw = 0; draw < DRAWS; draw++) {
                shuffle(labels, SplitMix.mix(seed, draw));
                sizes.add(Math.abs(statistic.applyAsDouble(labels)));
            }
        }
        double[] ascending = sizes.build().sorted().toArray(); // NaN last
        if (Double.isNaN(ascending[ascending.length - 1])) {
            return Double.NaN;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int k = ascending.length - 1; k >= 0; k--) {
            boolean first = k == 0 || ascending[k - 1] < ascending[k] - ROUNDING;
            int beyond = ascending.length - k;
            double p = all ? (double) beyond / ascending.length : (1.0 + beyond) / (1.0 + DRAWS);
            if (p >= level) {
                break;
            }
            if (first) {
                least = ascending[k];
            }
        }
        return least;
    }

    /** Tries every arrangement of the places from {@code at}; counts: those beyond, all. */
    private static void enumerate(
            int[] labels,
            int at,
            ToDoubleFunction<int[]> statistic,
            double observed,
            long[] counts) {
        if (at >= labels.length - 1) {
            counts[1]++;
            if (Math.abs(statistic.applyAsDouble(labels)) >= observed) {
                counts[0]++;
            }
            return;
        }
        for (int i = at; i < labels.length; i++) {
            swap(labels, at, i);
            enumerate(labels, at + 1, statistic, observed, counts);
            swap(labels, at, i);
        }
    }

    private static void shuffle(int[] labels, long key) {
        for (int i = labels.length - 1; i > 0; i--) {
            swap(labels, i, SplitMix.below(i + 1, SplitMix.mix(key, i)));
        }
    }

    private static void swap(int[] labels, int a, int b) {
        int x = labels[a];
        labels[a] = labels[b];
        labels[b] = x;
    }
}
