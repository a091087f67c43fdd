package dev.headlight.explorer.server;

import java.nio.file.Path;
import java.util.List;

/**
 * How the explorer is served.
 *
 * @param host address or name to listen at
 * @param port 0 for a free one
 * @param models models, runs, folders of analyses; none for the model wired by hand
 * @param runs folder that new training runs go into
 * @param tokens of a text that are read at most
 * @param threads that a computation uses
 */
public record ExplorerOptions(
        String host, int port, List<Path> models, Path runs, int tokens, int threads) {

    /** The only machine that can reach the explorer unless another host is asked for. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Tokens of a text that are read unless asked otherwise. */
    public static final int TOKENS = 512;

    public ExplorerOptions {
        models = List.copyOf(models);
    }
}
