package dev.headlight.analysis.causal;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether a set of heads does more than random sets do. Under the null it is one of them, so of its mean effect and
 * theirs each is as likely to be the largest:
 *
 * <pre>p = (1 + #{sets that do at least as much}) / (1 + sets)</pre>
 *
 * Where fewer than {@link #ENOUGH} other sets exist, that could never be small. Then the units are what is permuted:
 * in each by itself it is drawn which of the sets is called the one in question, and p is the share of {@link #DRAWS}
 * draws whose mean over the units is at least the one observed. Source: Phipson and Smyth 2010.
 *
 * @param p one-sided; NaN where there is no other set
 * @param pNull the null in words, empty where there is no p
 */
record SetTest(double p, String pNull) {

    /** Fewest sets with which the first form is used: its p-value can be 1/21. */
    static final int ENOUGH = 20;

    /** Draws of the second form. */
    static final int DRAWS = 9999;

    private static final double ROUNDING = 1e-12;

    /**
     * The test.
     *
     * @param set effect of the set in question [unit]
     * @param others effect of each other set [set][unit]
     */
    static SetTest of(double[] set, double[][] others, long seed) {
        if (others.length == 0 || set.length == 0) {
            return new SetTest(Double.NaN, "");
        }
        double observed = mean(set) - ROUNDING;
        if (others.length >= ENOUGH) {
            long atLeast = Arrays.stream(others).filter(o -> mean(o) >= observed).count();
            return new SetTest(
                    (1.0 + atLeast) / (1 + others.length),
                    "as many random heads of the same layers raise the loss as much; "
                            + others.length
                            + " random sets");
        }
        SplittableRandom random = new SplittableRandom(seed);
        long atLeast = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int u = 0; u < set.length; u++) {
                int which = random.nextInt(1 + others.length);
                sum += which == others.length ? set[u] : others[which][u];
            }
            atLeast += sum / set.length >= observed ? 1 : 0;
        }
        return new SetTest(
                (1.0 + atLeast) / (1 + DRAWS),
                "in each unit it does not matter which heads of these layers are ablated; of other sets there"
                        + (others.length == 1 ? " is only 1" : " are only " + others.length)
                        + ", so the sets' names are permuted within units");
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(Double.NaN);
    }
}
