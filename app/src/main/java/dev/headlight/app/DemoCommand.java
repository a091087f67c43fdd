package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.Documents;
import dev.headlight.text.StoryGrammar;
import dev.headlight.training.Presets;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingRun;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * The whole way without any file: stories and songs of a small grammar are learned by a small transformer, whose
 * heads are then analysed. With {@code --wired} a model wired by hand instead, whose heads are known: the detectors
 * must find just those.
 */
@Command(
        name = "demo",
        description =
                "Train a small transformer on stories and songs of a small grammar, watch its induction heads"
                        + " form, and analyse it. With --wired: analyse a model whose heads are wired by hand,"
                        + " and compare what is found with how it was wired. Nothing is downloaded.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  headlight demo", "  headlight demo --wired --out wired"})
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class DemoCommand implements Runnable {

    private static final int STORIES = 40;
    private static final long WIRED_SEED = 42;

    @ParentCommand private Headlight parent;

    @Option(names = "--wired", description = "The model wired by hand: the proof of the detectors.")
    private boolean wired;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Of the training: its stories, weights and batches (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: runs/demo-<time>).")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as one JSON document.")
    private boolean json;

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        if (wired) {
            analyzeWired();
        } else {
            train();
        }
    }

    private void train() {
        TrainingPlan plan =
                Presets.DEMO
                        .plan()
                        .with("seed", Long.toString(seed))
                        .with("threads", Integer.toString(threads.checked()));
        Path folder =
                out == null
                        ? OutputFolder.byDefault("demo", LocalDateTime.now(ZoneId.systemDefault()))
                        : out;
        String command = "headlight demo --seed " + seed;
        new TrainingSession(parent.terminal(), parent.interrupt(), quiet, json)
                .run(
                        listener ->
                                TrainingRun.begin(
                                        folder, plan, List.of(), null, command, listener, n -> {}),
                        true,
                        command);
    }

    private void analyzeWired() {
        AnalysisOptions options =
                new AnalysisOptions(
                        0,
                        0,
                        0,
                        WIRED_SEED,
                        threads.checked(),
                        true,
                        List.of(),
                        List.of(),
                        AnalysisOptions.REPLICATES,
                        "file",
                        new TreeMap<>(
                                Map.of(
                                        "stories",
                                        Integer.toString(STORIES),
                                        "seed",
                                        Long.toString(WIRED_SEED))),
                        "headlight demo --wired");
        Documents stories =
                new Documents(
                        StoryGrammar.documents(WIRED_SEED, STORIES), List.of(), List.of(), "");
        try (OpenModel model = WiredModel.open();
                OutputFolder folder =
                        OutputFolder.open(
                                out, model.name(), LocalDateTime.now(ZoneId.systemDefault()))) {
            new AnalysisRun(
                            parent.terminal(),
                            parent.interrupt(),
                            new PictureOptions(),
                            quiet,
                            json)
                    .run(
                            model,
                            stories,
                            options,
                            CausalOptions.USUAL,
                            folder,
                            UnaryOperator.identity(),
                            this::compare);
        }
    }

    private void compare(AnalysisResults results) {
        new WiringCheck(results, WiredModel.heads()).print(parent.terminal().out());
        parent.terminal().out().println();
    }
}
