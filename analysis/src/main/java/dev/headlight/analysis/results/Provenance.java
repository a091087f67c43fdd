package dev.headlight.analysis.results;

import java.util.List;
import java.util.Map;

/**
 * What was run.
 *
 * @param version Headlight's version
 * @param command the command line that repeats the analysis
 * @param started ISO 8601, UTC
 * @param seconds wall-clock seconds of the analysis
 * @param seed of controls, repeats and bootstrap
 * @param threads kernel threads
 * @param replicates bootstrap replicates
 * @param machine processor and lanes, in words
 * @param java version of the Java runtime
 * @param options every option with its value, defaults too
 * @param texts the files read
 */
public record Provenance(
        String version,
        String command,
        String started,
        double seconds,
        long seed,
        int threads,
        int replicates,
        String machine,
        String java,
        Map<String, String> options,
        List<String> texts) {}
