package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.io.WeightScan;
import dev.headlight.text.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What a model is, without running it. */
@Command(
        name = "inspect",
        description = "Show what a model is and the memory it will need.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight inspect model.gguf",
            "  headlight inspect models/SmolLM2 --context 8192 --no-scan"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class InspectCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin private ModelArgument model = new ModelArgument();

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Window to plan memory for (default: the model's, at most 1024).")
    private int context;

    @Option(
            names = "--no-scan",
            description = "Do not read every weight to look for NaN and infinity.")
    private boolean noScan;

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        if (context < 0) {
            throw new UsageException("--context " + context + " is not a number of tokens.");
        }
        Terminal terminal = parent.terminal();
        try (OpenModel open = ModelReader.open(model.path)) {
            if (!noScan) {
                WeightScan.require(open);
            }
            new ModelCard(open, context, threads.checked(), !noScan).print(terminal.out());
        }
    }
}
