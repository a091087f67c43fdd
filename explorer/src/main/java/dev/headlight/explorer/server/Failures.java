package dev.headlight.explorer.server;

import dev.headlight.text.ResourceException;
import dev.headlight.text.UserException;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** What went wrong, as a sentence for the visitor. What only we can put right says no more than that. */
final class Failures {

    private Failures() {}

    static Refusal thrown(Throwable e) {
        return switch (e) {
            case Refusal refusal -> refusal;
            case UserException user ->
                    new Refusal(user instanceof ResourceException ? 507 : 422, sentence(user));
            case CancellationException _ -> new Refusal(409, "A newer question took its place.");
            case OutOfMemoryError _ ->
                    new Refusal(
                            507,
                            "Memory ran out; use a shorter text, or start with"
                                    + " JAVA_TOOL_OPTIONS=-Xmx8g.");
            default ->
                    new Refusal(
                            500,
                            "The explorer made a mistake of its own ("
                                    + where(e)
                                    + "); please report it.");
        };
    }

    static Map<String, Object> frame(Throwable e) {
        Refusal refusal = thrown(e);
        return Map.of("kind", "error", "error", String.valueOf(refusal.getMessage()));
    }

    private static String sentence(UserException e) {
        String message = String.valueOf(e.getMessage());
        String ended = message.endsWith(".") ? message : message + ".";
        return Character.toUpperCase(ended.charAt(0)) + ended.substring(1);
    }

    /** Class and line of ours: nothing of the visitor's, no path. */
    private static String where(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getSimpleName()
                + (trace.length == 0
                        ? ""
                        : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber());
    }
}
