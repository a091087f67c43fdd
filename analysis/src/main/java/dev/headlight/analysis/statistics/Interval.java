package dev.headlight.analysis.statistics;

/**
 * An interval of confidence {@link #CONFIDENCE}; both bounds NaN where none exists.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {

    /** The confidence of every interval that is reported. */
    public static final double CONFIDENCE = 0.95;

    /** Where a figure rests on too few units for an interval. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** Whether there is an interval at all. */
    public boolean exists() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Whether the whole interval lies above {@code x}; false where there is none. */
    public boolean above(double x) {
        return low > x && exists();
    }

    /** Whether the whole interval lies below {@code x}; false where there is none. */
    public boolean below(double x) {
        return high < x && exists();
    }
}
