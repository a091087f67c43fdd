package dev.headlight.app;

import dev.headlight.text.UserException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/**
 * A failure as the user sees it.
 *
 * @param exitCode 1 for a fault of ours, 2 usage, 3 input, 4 memory or disk
 * @param sentence what is wrong, where, and what to do
 */
record Failure(int exitCode, String sentence) {

    static final int BUG = 1;
    static final int USAGE = 2;
    static final int INPUT = 3;
    static final int RESOURCE = 4;

    static Failure of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof UserException user) {
                return new Failure(user.exitCode(), ended(String.valueOf(user.getMessage())));
            }
            if (t instanceof OutOfMemoryError) {
                return new Failure(
                        RESOURCE,
                        "memory ran out; try a smaller --context or --max-tokens, or give Java more"
                                + " (JAVA_TOOL_OPTIONS=-Xmx8g).");
            }
            if (t instanceof InternalError
                    && String.valueOf(t.getMessage()).contains("unsafe memory")) {
                // What the JVM throws when a mapped file is cut short under it.
                return new Failure(
                        INPUT, "a file of the model changed while it was read; try again.");
            }
            if (t instanceof IOException io) {
                return ofIo(io);
            }
        }
        return bug(thrown);
    }

    private static Failure ofIo(IOException e) {
        String where = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("Disk quota")) {
            return new Failure(
                    RESOURCE,
                    "the disk is full"
                            + (where.isEmpty() ? "" : " at " + where)
                            + "; free some space or name another folder with --out.");
        }
        String why = e.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
        return new Failure(
                RESOURCE,
                ended(
                        where.isEmpty()
                                ? "reading or writing failed: " + message
                                : "reading or writing " + where + " failed: " + words(why)));
    }

    private static Failure bug(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String where =
                trace.length == 0
                        ? ""
                        : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
        return new Failure(
                BUG,
                "a fault of its own ("
                        + thrown.getClass().getSimpleName()
                        + where
                        + "); run it again with --debug and report what it prints.");
    }

    /** {@code AccessDenied} to {@code access denied}. */
    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String ended(String sentence) {
        String line = sentence.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") || line.endsWith("?") || line.endsWith("!") ? line : line + ".";
    }
}
