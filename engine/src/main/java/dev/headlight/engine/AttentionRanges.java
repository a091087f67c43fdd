package dev.headlight.engine;

/**
 * The ranges of query rows into which a head is cut: of about equal work (pairs of query and key), so many that
 * the tasks of all heads keep 16 threads busy, so few that what a hook keeps per range stays cheap. They depend
 * on the shape alone, so that sums taken range by range are the same on any number of threads.
 */
final class AttentionRanges {

    /** Tasks of all heads together that we aim at. */
    private static final int TASKS = 64;

    /** Fewest rows of a range. */
    private static final int MIN_ROWS = 48;

    /** Ranges begin at multiples of this from the first new row: whole tiles for the kernel. */
    static final int TILE = 12;

    private AttentionRanges() {}

    /** Starts of the ranges, as rows below {@code T}, and {@code T} at the end. */
    static int[] starts(AttentionShape shape) {
        int T = shape.T();
        int count = Math.max(1, Math.min(Math.ceilDiv(TASKS, shape.nHeads()), T / MIN_ROWS));
        int[] starts = new int[count + 1];
        double before = (double) shape.past() * shape.past();
        double all = (double) shape.keys() * shape.keys() - before;
        for (int r = 1; r < count; r++) {
            double row =
                    shape.causal()
                            ? Math.sqrt(before + all * r / count) - shape.past()
                            : (double) T * r / count;
            int tile = (int) Math.round(row / TILE) * TILE;
            starts[r] = Math.min(T, Math.max(tile, starts[r - 1] + TILE));
        }
        starts[count] = T;
        return starts;
    }
}
