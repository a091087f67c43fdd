package dev.headlight.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The streams of the process.
 *
 * @param out standard output: results
 * @param err standard error: progress and failures
 * @param errColumns width of the terminal behind standard error, empty where no person watches it
 * @param colour whether standard output is a terminal that wants colour
 */
public record Terminal(PrintStream out, PrintStream err, OptionalInt errColumns, boolean colour) {

    /** Set by the launcher to the width of the terminal behind standard error. */
    static final String ERR_COLUMNS = "HEADLIGHT_ERR_COLUMNS";

    /** Set by the launcher where standard output is a terminal. */
    static final String OUT_TERMINAL = "HEADLIGHT_OUT_TERMINAL";

    /**
     * The process's own streams. Both are UTF-8 whatever the locale says: text and JSON that are written
     * to a file must not depend on it.
     */
    public static Terminal ofProcess(Map<String, String> environment) {
        return of(
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                environment);
    }

    /** Streams with what the environment says of them. */
    public static Terminal of(PrintStream out, PrintStream err, Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.getOrDefault("TERM", ""));
        String noColour = environment.getOrDefault("NO_COLOR", "");
        return new Terminal(
                out,
                err,
                dumb ? OptionalInt.empty() : columns(environment.getOrDefault(ERR_COLUMNS, "")),
                environment.containsKey(OUT_TERMINAL) && !dumb && noColour.isEmpty());
    }

    private static OptionalInt columns(String value) {
        if (!value.matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(value);
        // A terminal that says nothing of its width is taken for the usual one.
        return OptionalInt.of(columns == 0 ? 80 : columns);
    }
}
