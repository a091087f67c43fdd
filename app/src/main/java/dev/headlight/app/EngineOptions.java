package dev.headlight.app;

import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterRequest;
import dev.headlight.text.UsageException;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an analysis runs: on this machine's threads, or on a cluster. */
final class EngineOptions {

    private static final List<String> PER_DOCUMENT = List.of("auto", "always", "never");

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description =
                    "local: the threads of this machine; spark: Apache Spark, which is fetched (210 MB) when it"
                            + " is first asked for. Default: ${DEFAULT-VALUE}.")
    String engine = "local";

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Spark's master, as spark://host:7077 or local[4] (default: all processors of this"
                            + " machine).")
    @Nullable String master;

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
        if (engine.equals("local")) {
            requireNone();
            return null;
        }
        for (ClusterEngine found : ServiceLoader.load(ClusterEngine.class)) {
            if (found.name().equals(engine)) {
                return found;
            }
        }
        throw new UsageException(
                engine.equals("spark")
                        ? "--engine spark: Spark is not on the class path; start it with ./headlight or with"
                                + " spark-submit."
                        : "--engine " + engine + " is not one of local, spark.");
    }

    private void requireNone() {
        if (master != null
                || partitions != null
                || maxCorrupt != null
                || perDocument != null
                || sendModel) {
            throw new UsageException(
                    "--master, --partitions, --max-corrupt, --send-model and --per-document are of a cluster:"
                            + " add --engine spark or leave them out.");
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
                master == null ? "" : master,
                partitions == null ? 0 : partitions,
                maxCorrupt == null ? 0.01 : maxCorrupt,
                sendModel,
                perDocument == null ? "auto" : perDocument);
    }
}
