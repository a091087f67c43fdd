package dev.headlight.analysis;

import dev.headlight.model.ModelConfig;
import dev.headlight.text.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an analysis is made.
 *
 * @param context longest window in tokens, the begin token counted; 0 for the model's own, at most
 *     {@link #LONGEST_USUAL}
 * @param maxDocuments units analysed at most, windows where those are the units; 0 for no limit
 * @param maxTokens tokens read at most, begin tokens counted; 0 for no limit
 * @param seed of the control, the repeats, the shuffled tokens, the bootstrap and the permutations
 * @param threads kernel threads
 * @param control whether the random-initialised control is run too
 * @param pictureLayers layers whose attention is kept for pictures; empty for all
 * @param pictureHeads heads likewise
 * @param replicates B of the bootstrap
 * @param split how files were split into documents, in a word; {@code window} makes each window a unit
 * @param described every option as the user knows it, for the results
 * @param command the command line that repeats the analysis
 */
public record AnalysisOptions(
        int context,
        int maxDocuments,
        long maxTokens,
        long seed,
        int threads,
        boolean control,
        List<Integer> pictureLayers,
        List<Integer> pictureHeads,
        int replicates,
        String split,
        Map<String, String> described,
        String command) {

    /** Replicates of the bootstrap that the definitions ask for. */
    public static final int REPLICATES = 1000;

    /** Longest window where none is asked for. */
    public static final int LONGEST_USUAL = 1024;

    /** Heads of a model up to which the attention of all is kept for pictures. */
    public static final int HEADS_KEPT = 300;

    public AnalysisOptions {
        if (context < 0 || context == 1) {
            throw new UsageException(
                    "a context of "
                            + context
                            + " tokens has no row to score: give --context 2 or more");
        }
        if (maxDocuments < 0 || maxTokens < 0) {
            throw new UsageException("a limit of documents or tokens is 0 (none) or more");
        }
        if (threads < 1) {
            throw new UsageException(threads + " threads: give --threads 1 or more");
        }
        if (replicates < 2) {
            throw new UsageException(replicates + " bootstrap replicates: give 2 or more");
        }
        pictureLayers = List.copyOf(pictureLayers);
        pictureHeads = List.copyOf(pictureHeads);
        described = Collections.unmodifiableMap(new LinkedHashMap<>(described)); // in their order
    }

    /**
     * Tokens of the longest window, for a model.
     *
     * @throws UsageException where the model has no positions for so many
     */
    public int longestWindow(ModelConfig config) {
        if (context == 0) {
            return Math.min(config.context(), LONGEST_USUAL);
        }
        if (context > config.context()
                && config.positions() instanceof ModelConfig.LearnedPositions) {
            throw new UsageException(
                    "--context "
                            + context
                            + ": the model has learned positions for "
                            + config.context()
                            + " tokens; give --context "
                            + config.context()
                            + " or less");
        }
        return context;
    }

    /** The usual options. */
    public static AnalysisOptions usual(long seed, int threads) {
        return new AnalysisOptions(
                0,
                0,
                0,
                seed,
                threads,
                true,
                List.of(),
                List.of(),
                REPLICATES,
                "file",
                Map.of(),
                "");
    }
}
