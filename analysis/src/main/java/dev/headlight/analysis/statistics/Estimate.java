package dev.headlight.analysis.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * A figure and what it became in each bootstrap replicate. A figure made of others (a difference, a slope, a
 * rank correlation) is made again in every replicate by {@link #combine}, so its interval needs no
 * formula of its own.
 *
 * @param value the figure on the units as they are; NaN where no unit defines it
 * @param replicates [B] the figure in each replicate; NaN in a replicate that drew no unit that defines
 *     it: such a replicate is left out of the interval and counted by {@link #excluded}
 * @param units how many units define it
 */
public record Estimate(double value, double[] replicates, int units) {

    /** Fewest units for which an interval is given. */
    public static final int FEWEST_UNITS = 2;

    /** Difference, of a figure of size 1, that sums of floats leave of nothing. */
    static final double ROUNDING = 1e-6;

    private static final double TAIL = (1 - Interval.CONFIDENCE) / 2;

    /** Interpolated between order statistics as numpy does; sorts a part of the array it is given. */
    private static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(false);

    /** A figure that does not vary from unit to unit, or is not there (NaN). */
    public static Estimate constant(double value, int replicates) {
        double[] all = new double[replicates];
        Arrays.fill(all, value);
        return new Estimate(value, all, Integer.MAX_VALUE);
    }

    /**
     * The figure {@code f} of other figures, in each replicate. It rests on as many units as the one of
     * them that rests on the fewest.
     *
     * @param parts estimates of one bootstrap
     * @param f the figure from the values of the parts, in their order; the array is reused
     */
    public static Estimate combine(List<Estimate> parts, ToDoubleFunction<double[]> f) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
        int units = Integer.MAX_VALUE;
        double[] at = new double[parts.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = parts.get(i).value;
            units = Math.min(units, parts.get(i).units);
        }
        double value = f.applyAsDouble(at);
        double[] replicates = new double[parts.getFirst().replicates.length];
        for (int b = 0; b < replicates.length; b++) {
            for (int i = 0; i < at.length; i++) {
                at[i] = parts.get(i).replicates[b];
            }
            replicates[b] = f.applyAsDouble(at);
        }
        return new Estimate(value, replicates, units);
    }

    /** The mean of some figures, those left out that are NaN as they stand. */
    public static Estimate mean(List<Estimate> parts) {
        List<Estimate> there = parts.stream().filter(Estimate::exists).toList();
        if (there.isEmpty()) {
            int b = parts.isEmpty() ? 0 : parts.getFirst().replicates.length;
            return new Estimate(Double.NaN, constant(Double.NaN, b).replicates, 0);
        }
        return combine(there, Estimate::mean);
    }

    private static double mean(double... x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /** {@code this - other}, in each replicate. */
    public Estimate minus(Estimate other) {
        return combine(List.of(this, other), x -> x[0] - x[1]);
    }

    /** {@code factor * this}. */
    public Estimate times(double factor) {
        return combine(List.of(this), x -> factor * x[0]);
    }

    /** Whether the figure is a number. */
    public boolean exists() {
        return !Double.isNaN(value);
    }

    /** Replicates that drew no unit which defines the figure. */
    public int excluded() {
        int n = 0;
        for (double r : replicates) {
            if (Double.isNaN(r)) {
                n++;
            }
        }
        return n;
    }

    /**
     * The percentile interval: the 2.5% and 97.5% quantiles of the replicates (interpolated between order
     * statistics as numpy does, Hyndman and Fan's type 7). {@link Interval#NONE} on fewer than
     * {@link #FEWEST_UNITS} units.
     */
    public Interval interval() {
        double[] there = defined();
        if (!resampled(there.length)) {
            return Interval.NONE;
        }
        double[] bounds = QUANTILE.evaluate(there, TAIL, 1 - TAIL);
        return new Interval(bounds[0], bounds[1]);
    }

    /** Standard error: the standard deviation of the replicates; NaN where there is no interval. */
    public double standardError() {
        double[] there = defined();
        if (!resampled(there.length)) {
            return Double.NaN;
        }
        double mean = mean(there);
        double squares = 0;
        for (double r : there) {
            squares += (r - mean) * (r - mean);
        }
        return Math.sqrt(squares / (there.length - 1));
    }

    /**
     * Two-sided p-value by shifted replicates: the replicates are moved so that their centre, the figure
     * itself, stands at {@code nullValue}, and p is the share of them that lie at least as far from it
     * as the figure does,
     *
     * <pre>p = (1 + #{b : |r_b - value| >= |value - nullValue|}) / (1 + B)</pre>
     *
     * so it is never below {@code 1 / (1 + B)}. NaN where there is no interval or no null. Source: Efron
     * and Tibshirani 1993, chapter 16; Davison and Hinkley 1997, 4.4.
     */
    public double p(double nullValue) {
        if (Double.isNaN(nullValue) || !resampled(replicates.length - excluded())) {
            return Double.NaN;
        }
        double distance = Math.abs(value - nullValue);
        int beyond = 0;
        int there = 0;
        for (double r : replicates) {
            if (!Double.isNaN(r)) {
                there++;
                if (Math.abs(r - value) >= distance) {
                    beyond++;
                }
            }
        }
        return (1.0 + beyond) / (1.0 + there);
    }

    /**
     * The same against a null figure of the same units, resampled with them: {@code p} of their difference against 0.
     * 1 where the two differ by no more than {@link #ROUNDING}: attention that is uniform to the last bits of a float
     * (that of a head without a query, for one) differs from uniform in no document, but the same way in all.
     */
    public double p(Estimate nullFigure) {
        double difference = Math.abs(value - nullFigure.value);
        double scale = Math.max(1, Math.max(Math.abs(value), Math.abs(nullFigure.value)));
        double p = minus(nullFigure).p(0);
        return !Double.isNaN(p) && difference <= ROUNDING * scale ? 1 : p;
    }

    private boolean resampled(int defined) {
        return exists() && units >= FEWEST_UNITS && defined >= FEWEST_UNITS;
    }

    private double[] defined() {
        double[] there = new double[replicates.length - excluded()];
        int n = 0;
        for (double r : replicates) {
            if (!Double.isNaN(r)) {
                there[n++] = r;
            }
        }
        return there;
    }
}
