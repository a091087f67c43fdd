package dev.headlight.app;

import dev.headlight.app.terminal.Keyboard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Opens a page in the user's browser, where a person watches and the system has a way to. */
final class Browser {

    private Browser() {}

    /** Asks the system to open the file; where it cannot, the file's name has been printed. */
    static void open(Path file) {
        open(file.toAbsolutePath().toUri().toString());
    }

    /** Asks the system to open an address. */
    static void open(String page) {
        if (!Keyboard.isThere()) {
            return;
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command =
                system.contains("mac")
                        ? List.of("open", page)
                        : system.contains("windows")
                                ? List.of("rundll32", "url.dll,FileProtocolHandler", page)
                                : List.of("xdg-open", page);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // No browser here: the reader opens the file that was named.
        }
    }
}
