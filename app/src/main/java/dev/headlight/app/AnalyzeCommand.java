package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.Documents;
import dev.headlight.text.Split;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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
            "  pictures of all heads of two layers:",
            "    headlight analyze model.gguf --text book.txt --layers 3,5 --heads 0-8",
            "  what the heads cause too, by ablating them, on a larger model:",
            "    headlight analyze models/SmolLM2 --text texts/ --context 256 --causal",
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
            required = true,
            description = "Files and folders: plain text, or JSON Lines with \"text\" or \"ids\".")
    private List<Path> texts = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: runs/<model>-<time>).")
    private @Nullable Path out;

    @Override
    public void run() {
        Terminal terminal = parent.terminal();
        Split split = options.checkedSplit();
        try (OpenModel open = ModelReader.open(model.path)) {
            List<String> args = spec.commandLine().getParseResult().originalArgs();
            CommandText command = new CommandText("analyze", args);
            AnalysisOptions analysis =
                    options.analysisOptions(open.config(), threads.checked(), command.toString());
            Documents documents = read(split, analysis.longestWindow(open.config()));
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
                                open,
                                documents,
                                analysis,
                                options.causal.options(),
                                folder,
                                UnaryOperator.identity(),
                                results -> {});
            }
        }
    }

    private Documents read(Split split, int context) {
        return split == Split.WINDOW
                ? DocumentReader.readWindows(
                        texts, options.maxDocuments, context, options.maxTokens)
                : DocumentReader.read(texts, split, options.maxDocuments, options.maxTokens);
    }
}
