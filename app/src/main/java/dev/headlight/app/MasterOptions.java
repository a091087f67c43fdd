package dev.headlight.app;

import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.text.UsageException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine runs a command: this machine's threads, or a cluster and where that is. */
final class MasterOptions {

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

    /**
     * The engine asked for; null for this machine.
     *
     * @param given whether other options of a cluster were given
     * @param options of a cluster that the command has, in words
     */
    @Nullable ClusterEngine cluster(boolean given, String options) {
        if (engine.equals("local")) {
            if (master != null || given) {
                throw new UsageException(
                        options + " of a cluster: add --engine spark or leave them out.");
            }
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

    /** The master, empty where none was named. */
    String url() {
        return master == null ? "" : master;
    }
}
