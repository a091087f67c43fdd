package dev.headlight.analysis.evidence;

import dev.headlight.analysis.statistics.Estimate;

/** Attention by distance of one sink variant, over all units: what the curves and slopes are fitted to. */
public interface DecayFigures {

    /** Which of the units: those of {@link dev.headlight.analysis.statistics.UnitHash#firstHalf}, the others, all. */
    enum Half {
        FIRST,
        SECOND,
        BOTH
    }

    /**
     * Sums over units of {@code P} and {@code u}, over the units that reach a bin.
     *
     * @param attention [bin]
     * @param uniform [bin]
     */
    record Sums(double[] attention, double[] uniform) {}

    /** Bins of the longest window. */
    int bins();

    /** Units of a half. */
    int units(Half half);

    /** {@code P} of each bin, then {@code u} of each bin, of one head [2 bins]. May be called by several threads. */
    Estimate[] curves(int layer, int head);

    /** Rows behind each bin of one head [bin]. May be called by several threads. */
    double[] rows(int layer, int head, Half half);

    /** The sums of one head. */
    Sums sums(int layer, int head, Half half);
}
