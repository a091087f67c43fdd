package dev.headlight.app.cluster;

/**
 * How the user wants a cluster used.
 *
 * @param master of the cluster; empty for what the engine's own settings say
 * @param partitions that the text is spread over; 0 for the engine's choice
 * @param corruptShare of the documents that may be unreadable
 * @param sendModel whether the model is sent along with the job
 * @param perDocument whether each document's scores are written: {@code auto}, {@code always} or {@code never}
 */
public record ClusterRequest(
        String master,
        int partitions,
        double corruptShare,
        boolean sendModel,
        String perDocument) {}
