package dev.headlight.app;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterRequest;
import dev.headlight.app.cluster.ClusterText;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.Documents;
import dev.headlight.text.Split;
import dev.headlight.text.TextGroupReader;
import dev.headlight.text.UsageException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The main job: a model and a text go in, scores of every head, six verdicts and a report come out. */
@Command(
        name = "analyze",
        description = "Score every attention head of a model on a text; write a report.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  a first look, quick:",
            "    headlight analyze model.gguf --text book.txt --max-tokens 20000",
            "  many documents, one a paragraph, into a folder of your choice:",
            "    headlight analyze models/SmolLM2 --text book.txt --split paragraph --out run1",
            "  a folder of texts, long windows:",
            "    headlight analyze model.gguf --text texts/ --context 2048",
            "  JSON Lines, pre-tokenised ({\"ids\":[1,5,9]}) or not ({\"text\":\"...\"}):",
            "    headlight analyze models/gpt2 --text data.jsonl --max-documents 200",
            "  does a head do the same on prose and on code? each folder is a group:",
            "    headlight analyze model.gguf --text prose/ code/ --split paragraph",
            "  the same architecture untrained, to compare with:",
            "    headlight analyze model.gguf --text book.txt --random-init 1 --out random",
            "  pictures of all heads of two layers:",
            "    headlight analyze model.gguf --text book.txt --layers 3,5 --heads 0-8",
            "  what the heads cause too, by ablating them, on a larger model:",
            "    headlight analyze models/SmolLM2 --text texts/ --context 256 --causal",
            "  millions of documents, on an Apache Spark cluster (docs/spark.md):",
            "    headlight analyze model.gguf --text texts/ --engine spark",
            "  for a program to read:",
            "    headlight analyze model.gguf --text book.txt --json > summary.json",
            "",
            "Exit codes: 0 done, 2 usage, 3 input unreadable or corrupt, 4 not enough memory",
            "or disk, 130 interrupted, 1 a fault of Headlight."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class AnalyzeCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Spec private CommandSpec spec;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin private ModelArgument model = new ModelArgument();
    @Mixin private AnalyzeOptions options = new AnalyzeOptions();
    @Mixin private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--text",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files and folders: plain text, or JSON Lines with \"text\" or \"ids\". Two or more"
                            + " folders are groups, whose heads are compared.")
    private List<String> texts = new ArrayList<>();

    @Mixin private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--group",
            paramLabel = "NAME=PATH",
            description =
                    "A group of documents with a name, instead of --text; given twice or more: does a head do"
                            + " the same on all?")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--random-init",
            paramLabel = "SEED",
            description =
                    "Analyse the model's architecture at random initialisation instead of its weights, to"
                            + " compare it with them.")
    private @Nullable Long randomInit;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: runs/<model>-<time>).")
    private @Nullable Path out;

    @Override
    public void run() {
        Terminal terminal = parent.terminal();
        Split split = options.checkedSplit();
        ClusterEngine cluster = engine.cluster();
        Map<String, Path> named = TextGroupReader.groups(groups, paths());
        checkTexts(named, split);
        if (cluster != null && held(named)) {
            engine.requireHeld(
                    named.isEmpty() ? texts : named.values().stream().map(Path::toString).toList());
        }
        try (OpenModel read = ModelReader.open(model.path)) {
            OpenModel open = atRandom(read);
            List<String> args = spec.commandLine().getParseResult().originalArgs();
            CommandText command = new CommandText("analyze", args);
            AnalysisOptions analysis =
                    options.analysisOptions(open.config(), threads.checked(), command.toString());
            Job job = job(open, analysis, named, split, cluster);
            try (OutputFolder folder =
                    OutputFolder.open(
                            out, open.name(), LocalDateTime.now(ZoneId.systemDefault()))) {
                new AnalysisRun(
                                terminal,
                                parent.interrupt(),
                                options.pictures,
                                options.quiet,
                                options.json)
                        .run(
                                listener -> job.run(folder.path(), listener),
                                folder,
                                UnaryOperator.identity(),
                                results -> {});
            }
        }
    }

    private void checkTexts(Map<String, Path> named, Split split) {
        if (named.isEmpty() && texts.isEmpty()) {
            throw new UsageException("give --text FILE, or --group NAME=PATH twice or more.");
        }
        if (!named.isEmpty()
                && split == Split.WINDOW
                && (options.maxDocuments > 0 || options.maxTokens > 0)) {
            throw new UsageException(
                    "a limit of windows would leave later groups out; with groups give --split paragraph, or no"
                            + " limit.");
        }
    }

    /** The model, or its architecture with weights that no training has seen. */
    private OpenModel atRandom(OpenModel read) {
        Long seed = randomInit;
        if (seed == null) {
            return read;
        }
        if (seed == options.seed && !options.noControl) {
            throw new UsageException(
                    "--random-init "
                            + seed
                            + " draws the weights that the control has with --seed "
                            + seed
                            + ": give another number.");
        }
        return read.atRandomInitialization(seed);
    }

    /** Whether this process has to read the text also where a cluster scores it: groups, and the beginning of a text. */
    private boolean held(Map<String, Path> named) {
        return !named.isEmpty() || options.maxDocuments > 0 || options.maxTokens > 0;
    }

    private List<Path> paths() {
        return texts.stream().map(Path::of).toList();
    }

    /** An analysis that is ready to run. */
    private interface Job {
        AnalysisResults run(Path folder, AnalysisListener listener);
    }

    /** Here, on documents that are read before anything is made; or on a cluster, which reads them itself. */
    private Job job(
            OpenModel open,
            AnalysisOptions analysis,
            Map<String, Path> named,
            Split split,
            @Nullable ClusterEngine cluster) {
        CausalOptions causal = options.causal.options();
        int context = analysis.longestWindow(open.config());
        if (cluster != null) {
            ClusterRequest request = engine.request();
            ClusterText text =
                    new ClusterText(texts, held(named) ? read(named, split, context) : null);
            return (folder, listener) ->
                    cluster.analyze(
                            open, randomInit, text, analysis, causal, request, folder, listener);
        }
        Documents documents = read(named, split, context);
        return (folder, listener) -> Analysis.run(open, documents, analysis, causal, listener);
    }

    private Documents read(Map<String, Path> named, Split split, int context) {
        if (!named.isEmpty()) {
            return TextGroupReader.read(named, split, options.maxDocuments, options.maxTokens);
        }
        List<Path> paths = paths();
        return split == Split.WINDOW
                ? DocumentReader.readWindows(
                        paths, options.maxDocuments, context, options.maxTokens)
                : DocumentReader.read(paths, split, options.maxDocuments, options.maxTokens);
    }
}
