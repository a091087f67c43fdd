package dev.headlight.app;

import dev.headlight.text.UsageException;
import picocli.CommandLine.Option;

/** How many threads the kernels use. */
final class ThreadsOption {

    private static final int MOST = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    int checked() {
        if (threads < 1 || threads > MOST) {
            throw new UsageException("--threads " + threads + " is not from 1 to " + MOST + ".");
        }
        return threads;
    }
}
