package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.Documents;
import dev.headlight.text.StoryGrammar;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The whole way on a model wired by hand, whose heads are known: the detectors must find just those. */
@Command(
        name = "demo",
        description =
                "Analyse a small model whose heads are wired by hand, on stories of a small grammar, and"
                        + " compare what is found with how it was wired. Nothing is downloaded.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  headlight demo --out demo")
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class DemoCommand implements Runnable {

    private static final int STORIES = 40;
    private static final long SEED = 42;

    @ParentCommand private Headlight parent;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: runs/<model>-<time>).")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as one JSON document.")
    private boolean json;

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        AnalysisOptions options =
                new AnalysisOptions(
                        0,
                        0,
                        0,
                        SEED,
                        threads.checked(),
                        true,
                        List.of(),
                        List.of(),
                        AnalysisOptions.REPLICATES,
                        "file",
                        Map.of("stories", Integer.toString(STORIES), "seed", Long.toString(SEED)),
                        "headlight demo");
        Documents stories =
                new Documents(StoryGrammar.documents(SEED, STORIES), List.of(), List.of(), "");
        try (OpenModel model = WiredModel.open();
                OutputFolder folder =
                        OutputFolder.open(
                                out, model.name(), LocalDateTime.now(ZoneId.systemDefault()))) {
            new AnalysisRun(parent.terminal(), new PictureOptions(), quiet, json)
                    .run(model, stories, options, folder, this::compare);
        }
    }

    private void compare(AnalysisResults results) {
        new WiringCheck(results, WiredModel.heads()).print(parent.terminal().out());
        parent.terminal().out().println();
    }
}
