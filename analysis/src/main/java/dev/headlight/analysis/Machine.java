package dev.headlight.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine, in words. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String words() {
        int processors = Runtime.getRuntime().availableProcessors();
        return String.format(
                Locale.ROOT,
                "%s, %s, %d processor%s, heap up to %.1f GB",
                processor(),
                System.getProperty("os.name"),
                processors,
                processors == 1 ? "" : "s",
                Runtime.getRuntime().maxMemory() / 1e9);
    }

    private static String processor() {
        if (Files.isReadable(PROCESSORS)) {
            try (var lines = Files.lines(PROCESSORS)) {
                var name = lines.filter(l -> l.startsWith("model name")).findFirst();
                if (name.isPresent()) {
                    return name.get().substring(name.get().indexOf(':') + 1).strip();
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                return System.getProperty("os.arch"); // it is only a name
            }
        }
        return System.getProperty("os.arch");
    }
}
