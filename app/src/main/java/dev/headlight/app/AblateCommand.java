package dev.headlight.app;

import dev.headlight.analysis.AblationStudy;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.causal.AblationKind;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterWork;
import dev.headlight.app.summary.AblationJson;
import dev.headlight.app.summary.AblationTable;
import dev.headlight.app.terminal.Progress;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.Documents;
import dev.headlight.text.ResourceException;
import dev.headlight.text.Split;
import dev.headlight.text.UnknownWord;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What happens to the loss without some heads. */
@Command(
        name = "ablate",
        description =
                "Switch attention heads off and see what happens to the loss, on a text and on random tokens that"
                        + " repeat, beside random heads of the same layers.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  two heads, one by one and together:",
            "    headlight ablate model.gguf --heads 5.1,5.5 --text book.txt",
            "  a whole layer, its heads set to their mean output:",
            "    headlight ablate models/SmolLM2 --heads 18 --text texts/ --kind mean",
            "  every head by itself, on an Apache Spark cluster (docs/spark.md):",
            "    headlight ablate model.gguf --heads all --text book.txt --engine spark",
            "",
            "Kinds: zero (the head hands on nothing), mean (the same everywhere: its mean",
            "over the text), uniform (it looks at all keys alike), pattern (nothing, while",
            "every other head looks where it did). Later heads may make up for one that is",
            "missing, so a small change does not mean that a head does nothing."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class AblateCommand implements Runnable {

    private static final int MOST_SETS = 1000;

    @ParentCommand private Headlight parent;
    @Spec private CommandSpec spec;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin private ModelArgument model = new ModelArgument();

    @Option(
            names = "--heads",
            paramLabel = "LIST",
            required = true,
            description =
                    "Which heads: layer.head, counted from 0, such as 5.1,5.5 or 5.0-3; 5 for all of layer 5; all.")
    private String heads = "";

    @Option(
            names = "--text",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Files and folders: plain text, or JSON Lines with \"text\" or \"ids\".")
    private List<Path> texts = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "zero, mean, uniform or pattern, see below (default: ${DEFAULT-VALUE}).")
    private String kind = AblationKind.ZERO.text();

    @Option(
            names = "--random-sets",
            paramLabel = "N",
            description =
                    "Random sets of other heads of the same layers (default: ${DEFAULT-VALUE}).")
    private int sets = 5;

    @Option(
            names = "--split",
            paramLabel = "WHAT",
            description =
                    "As in analyze: file, paragraph, line or window (default: ${DEFAULT-VALUE}).")
    private String split = Split.FILE.text();

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Longest window in tokens (default: the model's, at most 1024).")
    private int context;

    @Option(names = "--max-documents", paramLabel = "N", description = "So many documents at most.")
    private int maxDocuments;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Stop after so many tokens.")
    private long maxTokens;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Of random repeats, random heads and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write what --json prints, and what happened to single tokens, into a file.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON document instead of the table.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin private MasterOptions engine = new MasterOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Tasks that the heads are dealt out to on a cluster (default: 3 a processor).")
    private @Nullable Integer partitions;

    @Option(
            names = "--send-model",
            description =
                    "Send the model to every machine of a cluster; else each finds it under the same path.")
    private boolean sendModel;

    @Override
    public void run() {
        Terminal terminal = parent.terminal();
        AblationKind how = kind();
        Split what = Split.parse(split);
        requireFrom("--random-sets", sets, 0, MOST_SETS);
        if (context != 0) {
            requireFrom("--context", context, 2, Integer.MAX_VALUE);
        }
        ClusterEngine cluster =
                engine.cluster(
                        partitions != null || sendModel,
                        "--master, --partitions and --send-model are");
        if (partitions != null) {
            requireFrom("--partitions", partitions, 1, Integer.MAX_VALUE);
        }
        requireFrom("--max-documents", maxDocuments, 0, Long.MAX_VALUE);
        requireFrom("--max-tokens", maxTokens, 0, Long.MAX_VALUE);
        if (out != null && Files.exists(out)) {
            throw new UsageException(out + " exists already; name another file for --out.");
        }
        try (OpenModel open = ModelReader.open(model.path)) {
            List<HeadAddress> list = HeadList.parse("--heads", heads, open.config());
            AnalysisOptions options = options();
            Documents documents =
                    what == Split.WINDOW
                            ? DocumentReader.readWindows(
                                    texts,
                                    maxDocuments,
                                    options.longestWindow(open.config()),
                                    maxTokens)
                            : DocumentReader.read(texts, what, maxDocuments, maxTokens);
            Causes causes =
                    cluster == null
                            ? ablate(terminal, open, documents, options, list, how)
                            : onCluster(cluster, terminal, open, documents, options, list, how);
            if (out != null) {
                write(out, AblationJson.of(open.name(), command(), causes, true));
            }
            if (json) {
                terminal.out().println(AblationJson.of(open.name(), command(), causes, false));
            } else {
                AblationTable.print(open.name(), how.text(), causes, terminal.out());
                if (out != null) {
                    terminal.out().println("Written: " + out);
                }
            }
        }
    }

    private Causes ablate(
            Terminal terminal,
            OpenModel open,
            Documents documents,
            AnalysisOptions options,
            List<HeadAddress> list,
            AblationKind how) {
        try (Progress progress = Progress.start(terminal, quiet)) {
            HeardAnalysis heard = new HeardAnalysis(progress, progress::say);
            return parent.interrupt()
                    .saveIf(
                            heard::stop,
                            () ->
                                    AblationStudy.run(
                                            open, documents, options, list, how, sets, heard),
                            causes -> {
                                if (heard.stopped()) {
                                    progress.say("ended early; what was done:");
                                    AblationTable.print(
                                            open.name(), how.text(), causes, terminal.out());
                                }
                                return "headlight: the table holds what was done.";
                            });
        }
    }

    private Causes onCluster(
            ClusterEngine cluster,
            Terminal terminal,
            OpenModel open,
            Documents documents,
            AnalysisOptions options,
            List<HeadAddress> list,
            AblationKind how) {
        try (Progress progress = Progress.start(terminal, quiet)) {
            HeardAnalysis heard = new HeardAnalysis(progress, progress::say);
            try (ClusterWork work =
                    cluster.begin(
                            "ablations of " + open.name(), open, engine.url(), sendModel, heard)) {
                return AblationStudy.run(
                        open,
                        documents,
                        options,
                        list,
                        how,
                        sets,
                        new ClusterTrials(work, partitions == null ? 0 : partitions),
                        heard);
            }
        }
    }

    private String command() {
        return new CommandText("ablate", spec.commandLine().getParseResult().originalArgs())
                .toString();
    }

    private AnalysisOptions options() {
        return new AnalysisOptions(
                context,
                maxDocuments,
                maxTokens,
                seed,
                threads.checked(),
                false,
                List.of(),
                List.of(),
                AnalysisOptions.REPLICATES,
                split,
                Map.of(),
                command());
    }

    private AblationKind kind() {
        return Arrays.stream(AblationKind.values())
                .filter(k -> k.text().equals(kind.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnknownWord(
                                                "kind",
                                                kind,
                                                Arrays.stream(AblationKind.values())
                                                        .map(AblationKind::text)
                                                        .toList())
                                        .exception("headlight help ablate"));
    }

    private static void requireFrom(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(
                    option
                            + " "
                            + value
                            + (value < least
                                    ? " is not at least " + least + "."
                                    : " is more than " + most + "."));
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new ResourceException(file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
