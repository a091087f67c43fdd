package dev.headlight.spark;

import dev.headlight.text.UsageException;

/**
 * How a cluster is used.
 *
 * @param master of Spark, {@code spark://host:7077} or {@code local[4]}; empty for the one that {@code
 *     spark-submit} names, else all processors of this machine
 * @param partitions that the text is spread over; 0 for {@link #PER_CORE} a processor
 * @param corruptShare of the documents that may be unreadable: they are counted, named and passed over
 * @param sendModel whether the model is sent along; else every machine finds it under its path
 * @param perDocument whether each document's scores are written as Parquet
 * @param keptBytes of scores that are kept document by document before they are folded into sums, in a task
 *     and on the driver; more than the sums take is never used
 */
public record ClusterOptions(
        String master,
        int partitions,
        double corruptShare,
        boolean sendModel,
        PerDocument perDocument,
        long keptBytes) {

    /** Partitions for each processor, so that a slow one does not hold up the others. */
    static final int PER_CORE = 3;

    /** Whether each document's scores are written. */
    public enum PerDocument {
        /** Where they take less than {@link ClusterOptions#TABLE_BYTES}. */
        AUTO,
        ALWAYS,
        NEVER
    }

    /** Bytes of {@code per_document} up to which it is written unasked. */
    static final long TABLE_BYTES = 4L << 30;

    /** What is usual, with a master. */
    public static ClusterOptions of(String master) {
        return new ClusterOptions(
                master, 0, CORRUPT_SHARE, false, PerDocument.AUTO, Long.MAX_VALUE);
    }

    /** Share of unreadable documents that is usual. */
    public static final double CORRUPT_SHARE = 0.01;

    public ClusterOptions {
        if (partitions < 0) {
            throw new UsageException("--partitions " + partitions + " is not at least 1.");
        }
        if (!(corruptShare >= 0 && corruptShare < 1)) {
            throw new UsageException(
                    "--max-corrupt "
                            + corruptShare
                            + " is no share of the documents: give 0 or more, below 1.");
        }
    }
}
