package dev.headlight.engine;

/**
 * Sees every attention row once, while it is in cache. The fused kernel hands over tiles of finished
 * probability rows; whoever wants a statistic of attention takes it here, and nobody needs a {@code T
 * x T} matrix.
 *
 * <p>The rows of a head are cut into ranges that depend on the shape alone, never on the number of
 * threads. {@link #open} is called once for each (layer, head, range), possibly from several threads at
 * a time; the tiles of one range come to its consumer in ascending order, on one thread. So a sum taken
 * range by range and added up in the order of the ranges is the same on any number of threads.
 */
public interface AttentionHook {

    /**
     * Opens a range of query rows of one head.
     *
     * @param layer 0-based
     * @param head 0-based query head
     * @param range 0-based number of the range within the head
     * @param firstRow the first query row of the range, 0-based in the window
     * @param endRow one past its last row
     */
    Rows open(int layer, int head, int range, int firstRow, int endRow);

    /** Receives the tiles of one range, then is closed. */
    interface Rows extends AutoCloseable {

        /** Takes a tile; its arrays are valid during the call only. */
        void accept(AttentionTile tile);

        @Override
        void close();
    }
}
