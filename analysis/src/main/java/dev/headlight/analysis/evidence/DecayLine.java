package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.statistics.LineFit;

/**
 * Fits of {@code ln(P/u)} against distance over the bins {@code d >= 1}, each weighted by the rows behind
 * it: the power law {@code a + b ln d}, whose {@code b} is {@code decay_slope}, and the exponential {@code
 * a + b d}. A bin's {@code d} is the geometric mean of its first and last distance. {@code P/u} counts
 * as {@link #LEAST_RATIO} where it is less: float attention that far below uniform is rounding, and the
 * logarithm of 0 is no number.
 */
final class DecayLine {

    /** The least {@code P/u} that is told from nothing. */
    static final double LEAST_RATIO = 1e-6;

    private final double[] logDistance; // [bin - 1]
    private final double[] distance;

    /**
     * For windows of up to {@code longest} tokens.
     *
     * @param bins their bins, bin 0 counted
     */
    DecayLine(int bins, int longest) {
        distance = new double[Math.max(0, bins - 1)];
        logDistance = new double[distance.length];
        for (int k = 0; k < distance.length; k++) {
            int to = Math.max(DecayBins.from(k + 1), Math.min(DecayBins.to(k + 1), longest - 1));
            distance[k] = Math.sqrt((double) DecayBins.from(k + 1) * to);
            logDistance[k] = Math.log(distance[k]);
        }
    }

    /**
     * {@code ln(P/u)} by bin, bin 0 left out; NaN where there is none.
     *
     * @param attention P [bin]
     * @param uniform u [bin]
     */
    double[] logRatio(double[] attention, double[] uniform) {
        double[] y = new double[distance.length];
        for (int k = 0; k < y.length; k++) {
            y[k] = Math.log(Math.max(attention[k + 1] / uniform[k + 1], LEAST_RATIO));
        }
        return y;
    }

    /** The power law through {@link #logRatio}; weights by bin, bin 0 left out. */
    LineFit powerLaw(double[] logRatio, double[] weights) {
        return LineFit.of(logDistance, logRatio, weights);
    }

    LineFit exponential(double[] logRatio, double[] weights) {
        return LineFit.of(distance, logRatio, weights);
    }

    /** Weighted squared error of a power law on another curve. */
    double powerLawError(LineFit fit, double[] logRatio, double[] weights) {
        return fit.squaredError(logDistance, logRatio, weights);
    }

    double exponentialError(LineFit fit, double[] logRatio, double[] weights) {
        return fit.squaredError(distance, logRatio, weights);
    }
}
