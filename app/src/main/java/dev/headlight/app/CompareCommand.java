package dev.headlight.app;

import dev.headlight.analysis.comparison.Analysed;
import dev.headlight.analysis.comparison.ModelComparison;
import dev.headlight.analysis.results.Comparison;
import dev.headlight.app.summary.ComparisonSummary;
import dev.headlight.app.summary.PrintedComparison;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.engine.Workers;
import dev.headlight.report.ComparisonFiles;
import dev.headlight.report.arrays.PerDocumentFile;
import dev.headlight.text.UsageException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Two or more analyses held against each other. */
@Command(
        name = "compare",
        description =
                "Compare analyses: two models, checkpoints, quantisations or texts; which heads differ beyond"
                        + " chance.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  a model and its quantised form, on the same text:",
            "    headlight convert model.gguf --to q4_0 --out model-q4.gguf",
            "    headlight analyze model.gguf --text book.txt --split paragraph --out full",
            "    headlight analyze model-q4.gguf --text book.txt --split paragraph --out q4",
            "    headlight compare full q4",
            "  trained and untrained:",
            "    headlight analyze model.gguf --text book.txt --random-init 1 --out random",
            "    headlight compare full random",
            "",
            "Where both saw the same documents every difference is a document's own",
            "(paired); else the comparison is unpaired, and says so. Heads are matched by",
            "position where layers and heads agree, else by their behaviour."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class CompareCommand implements Runnable {

    private static final int FEWEST_REPLICATES = 100;

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin private ThreadsOption threads = new ThreadsOption();

    @Parameters(
            paramLabel = "DIR",
            arity = "2..*",
            description =
                    "Folders that analyze has written; the first is what the others are held against.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: runs/compare-<time>).")
    private @Nullable Path out;

    @Option(
            names = "--replicates",
            paramLabel = "B",
            description =
                    "Bootstrap replicates, and draws of each test (default: ${DEFAULT-VALUE}).")
    private int replicates = 10_000;

    @Option(
            names = "--json",
            description = "Print the summary as one JSON document instead of tables.")
    private boolean json;

    @Override
    public void run() {
        if (replicates < FEWEST_REPLICATES) {
            throw new UsageException(
                    "--replicates " + replicates + " is not at least " + FEWEST_REPLICATES + ".");
        }
        Terminal terminal = parent.terminal();
        List<Analysed> sides = new ArrayList<>();
        for (Path folder : folders) {
            sides.add(
                    new Analysed(
                            folder.toString(),
                            SavedResults.read(folder),
                            PerDocumentFile.read(SavedResults.folder(folder))));
        }
        try (OutputFolder target =
                        OutputFolder.open(
                                out, "compare", LocalDateTime.now(ZoneId.systemDefault()));
                Workers workers = new Workers(threads.checked())) {
            Comparison comparison = ModelComparison.of(sides, replicates, workers);
            List<Path> files = ComparisonFiles.write(comparison, target.path());
            target.keep();
            WrittenFiles written = new WrittenFiles(target.path(), files);
            if (json) {
                terminal.out()
                        .println(ComparisonSummary.of(comparison, target.path(), written.names()));
            } else {
                PrintedComparison.print(comparison, terminal.out());
                written.print(terminal.out());
            }
        }
    }
}
