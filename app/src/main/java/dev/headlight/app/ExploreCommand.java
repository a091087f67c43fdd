package dev.headlight.app;

import dev.headlight.explorer.server.ExplorerOptions;
import dev.headlight.explorer.server.ExplorerServer;
import dev.headlight.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Serves the explorer until it is interrupted. */
@Command(
        name = "explore",
        description =
                "Type a text and see what every head reads, switch heads off, find them, train,"
                        + " compare: a page in the browser, served on this machine alone. Ctrl-C ends"
                        + " it.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  the demo's model, whose heads are known:",
            "    headlight explore",
            "  a model with its analysis: scores, roles and intervals beside the text:",
            "    headlight analyze model.gguf --text book.txt --out seen",
            "    headlight explore seen",
            "  a training run with all its checkpoints; two models, to compare them:",
            "    headlight explore runs/chars",
            "    headlight explore model-f32 model-q4.gguf"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class ExploreCommand implements Runnable {

    private static final int PORTS = 65535;
    private static final int MOST_TOKENS = 4096;

    @ParentCommand private Headlight parent;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description =
                    "Models as analyze takes them, folders that analyze wrote, training runs. None:"
                            + " the demo's wired model.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen at (default: a free one).")
    private int port;

    @Option(names = "--no-open", description = "Do not open the browser.")
    private boolean noOpen;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Address to listen at (default: ${DEFAULT-VALUE}). With another than this"
                            + " machine's own the page asks for a token, which is printed.")
    private String host = ExplorerOptions.LOOPBACK;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Tokens of a text that are read at most (default: ${DEFAULT-VALUE}).")
    private int tokens = ExplorerOptions.TOKENS;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "Where models go that are trained on the page (default: ${DEFAULT-VALUE}).")
    private Path runs = Path.of("runs");

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        if (port < 0 || port > PORTS) {
            throw new UsageException("--port " + port + " is not from 1 to " + PORTS + ".");
        }
        if (tokens < 2 || tokens > MOST_TOKENS) {
            throw new UsageException(
                    "--tokens " + tokens + " is not from 2 to " + MOST_TOKENS + ".");
        }
        ExplorerOptions options =
                new ExplorerOptions(host, port, models, runs, tokens, threads.checked());
        try (ExplorerServer server = ExplorerServer.start(options)) {
            parent.terminal().out().println(server.address());
            parent.terminal().out().flush();
            parent.terminal().err().println("The explorer is served there; Ctrl-C ends it.");
            if (!noOpen) {
                Browser.open(server.address());
            }
            parent.interrupt()
                    .save(
                            server::stop,
                            () -> server.trains() ? "saving the model that is being trained" : "",
                            () -> {
                                server.join();
                                return server.endTraining();
                            },
                            saved -> saved);
        }
    }
}
