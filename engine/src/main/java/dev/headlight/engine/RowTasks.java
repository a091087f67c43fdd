package dev.headlight.engine;

import java.util.function.IntConsumer;

/** Shares the rows of an array among the workers, in tasks that are worth handing over. */
final class RowTasks {

    /** Floats of a task: some microseconds of work, where handing it over costs less than one. */
    private static final int FLOATS = 1 << 13;

    private RowTasks() {}

    /** Runs {@code row} for every row of {@code [rows, width]}. */
    static void forEach(Workers workers, int rows, int width, IntConsumer row) {
        int share = Math.max(1, FLOATS / Math.max(1, width));
        workers.forEach(
                Math.ceilDiv(rows, share),
                task -> {
                    int end = (int) Math.min(rows, (task + 1L) * share);
                    for (int i = task * share; i < end; i++) {
                        row.accept(i);
                    }
                });
    }

    /** Runs {@code range} for consecutive ranges {@code [from, to)} that together are {@code [0, count)}. */
    static void forRanges(Workers workers, int count, Range range) {
        workers.forEach(
                Math.ceilDiv(count, FLOATS),
                task -> range.accept(task * FLOATS, (int) Math.min(count, (task + 1L) * FLOATS)));
    }

    /** Works on {@code [from, to)}. */
    interface Range {
        void accept(int from, int to);
    }
}
