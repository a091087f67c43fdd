package dev.headlight.analysis.statistics;

/**
 * Poisson(1) weights of the bootstrap: {@code w(seed, unit, b)}, the number of times that unit stands in
 * replicate {@code b}. A pure function, so a weight needs no state and no order: partitions that see
 * different units draw what one machine would have drawn.
 *
 * <p>Source: Hanley and MacGibbon 2006; Chamandy et al. 2012. The number of units of a replicate is
 * random, with mean n and variance n; a mean divides by the weights that were drawn.
 */
public final class PoissonWeights {

    /** {@code P(X <= k)} for k = 0, 1, ..., up to where a double no longer tells it from 1. */
    private static final double[] CUMULATIVE = cumulative();

    private PoissonWeights() {}

    private static double[] cumulative() {
        double[] c = new double[20];
        double term = Math.exp(-1);
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
            sum += term;
            c[k] = sum;
            term /= k + 1;
        }
        return c;
    }

    /**
     * The weight of a unit in a replicate, from 0 to 20.
     *
     * @param seed of the bootstrap
     * @param unit {@link UnitHash} of the unit's id
     * @param replicate 0-based
     */
    public static int weight(long seed, long unit, int replicate) {
        long bits =
                SplitMix.mix(SplitMix.mix(seed, unit) + (replicate + 1L) * SplitMix.GOLDEN_GAMMA);
        double u = SplitMix.uniform(bits);
        int k = 0;
        while (k < CUMULATIVE.length && u >= CUMULATIVE[k]) {
            k++;
        }
        return k;
    }
}
