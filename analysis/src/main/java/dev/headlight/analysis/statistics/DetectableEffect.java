package dev.headlight.analysis.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The smallest effect that a 95% interval would have told from a threshold with 80% power:
 *
 * <pre>(z_0.975 + z_0.80) SE = (1.960 + 0.842) SE</pre>
 *
 * with the bootstrap's standard error. Source: Cohen 1988; Bloom 1995.
 */
public final class DetectableEffect {

    /** Chance to detect an effect of that size. */
    public static final double POWER = 0.80;

    private static final double FACTOR = factor();

    private DetectableEffect() {}

    private static double factor() {
        NormalDistribution z = NormalDistribution.of(0, 1);
        return z.inverseCumulativeProbability(1 - (1 - Interval.CONFIDENCE) / 2)
                + z.inverseCumulativeProbability(POWER);
    }

    /** The distance from the threshold that would have been detected; NaN where the error is unknown. */
    public static double of(double standardError) {
        return FACTOR * standardError;
    }
}
