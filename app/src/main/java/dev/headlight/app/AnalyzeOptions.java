package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.model.ModelConfig;
import dev.headlight.text.Split;
import dev.headlight.text.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of an analysis. */
final class AnalyzeOptions {

    @Option(
            names = "--split",
            paramLabel = "WHAT",
            description =
                    "What one document is: file, paragraph, line, or window (each window of a long text"
                            + " counts by itself). Default: ${DEFAULT-VALUE}.")
    String split = Split.FILE.text();

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Longest window in tokens (default: the model's, at most 1024).")
    @Nullable Integer context;

    @Option(
            names = "--max-documents",
            paramLabel = "N",
            description =
                    "Analyse so many documents at most; where windows count by themselves, so many"
                            + " windows.")
    int maxDocuments;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Stop after so many tokens.")
    long maxTokens;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of control, random repeats and bootstrap (default: ${DEFAULT-VALUE}).")
    long seed = 42;

    @Option(
            names = "--replicates",
            paramLabel = "B",
            description = "Bootstrap replicates behind the intervals (default: ${DEFAULT-VALUE}).")
    int replicates = AnalysisOptions.REPLICATES;

    @Mixin PictureOptions pictures = new PictureOptions();

    @Option(
            names = "--no-control",
            description =
                    "Skip the random-initialised control: half the time, but no verdict can be told"
                            + " from what training has not done.")
    boolean noControl;

    @Mixin CausalSwitches causal = new CausalSwitches();

    @Option(names = "--quiet", description = "No progress on standard error.")
    boolean quiet;

    @Option(
            names = "--json",
            description = "Print the summary as one JSON document instead of tables.")
    boolean json;

    Split checkedSplit() {
        requirePositive("--max-documents", maxDocuments, 0);
        requirePositive("--max-tokens", maxTokens, 0);
        requirePositive("--replicates", replicates, 10);
        requirePositive("--context", context == null ? 2 : context, 2);
        pictures.check();
        causal.options();
        return Split.parse(split);
    }

    private static void requirePositive(String option, long value, long least) {
        if (value < least) {
            throw new UsageException(option + " " + value + " is not at least " + least + ".");
        }
    }

    /**
     * The options of the analysis, for this model.
     *
     * @throws UsageException where they do not fit it
     */
    AnalysisOptions analysisOptions(ModelConfig config, int threads, String command) {
        pictures.check(config);
        return new AnalysisOptions(
                context == null ? 0 : context,
                maxDocuments,
                maxTokens,
                seed,
                threads,
                !noControl,
                pictures.keptLayers(config),
                pictures.keptHeads(config),
                replicates,
                split,
                described(threads),
                command);
    }

    private Map<String, String> described(int threads) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("split", split);
        map.put("context", context == null ? "the model's, at most 1024" : context.toString());
        map.put("max-documents", maxDocuments == 0 ? "no limit" : Integer.toString(maxDocuments));
        map.put("max-tokens", maxTokens == 0 ? "no limit" : Long.toString(maxTokens));
        map.put("seed", Long.toString(seed));
        map.put("replicates", Integer.toString(replicates));
        map.put("threads", Integer.toString(threads));
        map.put("layers", pictures.described(pictures.layers));
        map.put("heads", pictures.described(pictures.heads));
        map.put("control", Boolean.toString(!noControl));
        map.put("causal", causal.described());
        return map;
    }
}
