package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.engine.Workers;
import dev.headlight.model.Generator;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Sampling;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.UsageException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Continues a text, to see that a model has been read as its makers meant it. */
@Command(
        name = "generate",
        description = "Continue a text with a model.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight generate model.gguf --prompt \"Once upon a time\"",
            "  headlight generate models/SmolLM2 --prompt \"The capital of France is\" \\",
            "      --tokens 20 --temperature 0.8 --top-p 0.9 --seed 7"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class GenerateCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin private ModelArgument model = new ModelArgument();
    @Mixin private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--prompt", paramLabel = "TEXT", description = "The text to continue.")
    private String prompt = "";

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "At most so many new tokens (default: ${DEFAULT-VALUE}).")
    private int tokens = 100;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "0 takes the likeliest token (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "Draw from the likeliest tokens that hold this probability together (default:"
                            + " ${DEFAULT-VALUE}).")
    private double topP = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the draws (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Override
    public void run() {
        if (tokens < 0) {
            throw new UsageException("--tokens " + tokens + " is not a number from 0.");
        }
        Sampling sampling = new Sampling(temperature, topP, seed);
        Terminal terminal = parent.terminal();
        try (OpenModel open = ModelReader.open(model.path);
                Workers workers = new Workers(threads.checked())) {
            Tokenizer tokenizer = open.tokenizer();
            if (tokenizer == null) {
                throw new UsageException(
                        model.path + " brings no tokenizer, so it cannot read a prompt.");
            }
            PrintStream out = terminal.out();
            out.print(prompt);
            out.flush();
            new Generator(new Transformer(open.config(), open.weights()), tokenizer)
                    .generate(
                            prompt,
                            tokens,
                            sampling,
                            workers,
                            piece -> {
                                out.print(piece);
                                out.flush();
                            });
            out.println();
        }
    }
}
