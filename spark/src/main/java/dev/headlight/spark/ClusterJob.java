package dev.headlight.spark;

import java.io.Serializable;
import java.util.Map;

/**
 * What every task has to know of the analysis.
 *
 * @param model where it is found
 * @param context longest window in tokens
 * @param seed of the control, the shuffled tokens and the bootstrap
 * @param replicates B of the bootstrap
 * @param threads kernel threads of a task: {@code spark.task.cpus}
 * @param firstTokens of the text's beginning that the driver keeps, for studies of the first documents
 * @param hadoop the driver's Hadoop settings, to open files with
 */
record ClusterJob(
        SharedModel model,
        int context,
        long seed,
        int replicates,
        int threads,
        long firstTokens,
        Map<String, String> hadoop)
        implements Serializable {}
