package dev.headlight.app;

import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterRequest;
import dev.headlight.text.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an analysis runs: on this machine's threads, or on a cluster. */
final class EngineOptions {

    private static final List<String> PER_DOCUMENT = List.of("auto", "always", "never");

    @Mixin private MasterOptions master = new MasterOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Pieces that the text is spread over (default: 3 a processor).")
    @Nullable Integer partitions;

    @Option(
            names = "--max-corrupt",
            paramLabel = "SHARE",
            description =
                    "On a cluster, the share of documents that may be unreadable: they are counted, named and"
                            + " left out (default: 0.01).")
    @Nullable Double maxCorrupt;

    @Option(
            names = "--send-model",
            description =
                    "Send the model to every machine; else each finds it under the same path.")
    boolean sendModel;

    @Option(
            names = "--per-document",
            paramLabel = "WHEN",
            description =
                    "On a cluster, write each document's scores as Parquet: auto (below 4 GB), always or never"
                            + " (default: auto).")
    @Nullable String perDocument;

    /** The engine asked for; null for this machine. */
    @Nullable ClusterEngine cluster() {
        return master.cluster(
                partitions != null || maxCorrupt != null || perDocument != null || sendModel,
                "--master, --partitions, --max-corrupt, --send-model and --per-document are");
    }

    /** Refuses what has no meaning for a text that this process reads. */
    void requireHeld(List<String> texts) {
        if (maxCorrupt != null) {
            throw new UsageException(
                    "--max-corrupt is for a text that the cluster reads, and groups and the beginning of a text are"
                            + " read by this process: leave it out.");
        }
        for (String text : texts) {
            if (text.contains("://") || text.endsWith(".parquet")) {
                throw new UsageException(
                        "--max-documents, --max-tokens and groups are for texts that this process reads, plain text or"
                                + " JSON Lines on a file system of its own: leave them out for "
                                + text
                                + ".");
            }
        }
    }

    ClusterRequest request() {
        if (partitions != null && partitions < 1) {
            throw new UsageException("--partitions " + partitions + " is not at least 1.");
        }
        if (perDocument != null && !PER_DOCUMENT.contains(perDocument)) {
            throw new UsageException(
                    "--per-document " + perDocument + " is not one of auto, always, never.");
        }
        return new ClusterRequest(
                master.url(),
                partitions == null ? 0 : partitions,
                maxCorrupt == null ? 0.01 : maxCorrupt,
                sendModel,
                perDocument == null ? "auto" : perDocument);
    }
}
