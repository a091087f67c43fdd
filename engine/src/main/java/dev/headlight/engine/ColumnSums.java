package dev.headlight.engine;

import java.util.Arrays;

/**
 * Sums over the rows of an array, column by column, as a bias or the gain of a norm needs them. The rows are cut
 * into ranges that depend on the shape alone, and the sums of the ranges are added in their order: the result is
 * the same on any number of threads.
 */
final class ColumnSums {

    /** Floats of a range at least: some microseconds of work. */
    private static final int FLOATS = 1 << 14;

    private static final int MOST = 32;

    private ColumnSums() {}

    /**
     * Adds what rows {@code from .. to - 1} contribute to {@code sums[at .. at + width - 1]}; the {@link Lanes#MOST}
     * floats behind them are free for use.
     */
    interface Rows {
        void add(int from, int to, float[] sums, int at);
    }

    /**
     * The sums of all rows, in the first {@code width} floats of a buffer of the calling thread.
     *
     * @param floats read of a row, by which the work is cut
     * @param width sums in all
     */
    static float[] of(Workers workers, int rows, int floats, int width, Rows body) {
        int ranges = Math.clamp((long) rows * floats / FLOATS, 1, MOST);
        int step = width + Lanes.MOST;
        float[] sums = BackwardScratch.mine().sums(ranges * step);
        workers.forEach(
                ranges,
                range -> {
                    int at = range * step;
                    Arrays.fill(sums, at, at + width, 0);
                    int from = (int) ((long) rows * range / ranges);
                    body.add(from, (int) (rows * (range + 1L) / ranges), sums, at);
                });
        for (int range = 1; range < ranges; range++) {
            Kernels.ROW.addScaled(1, sums, range * step, sums, 0, width);
        }
        return sums;
    }
}
