package dev.headlight.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a run, as they are told to the user.
 *
 * @param folder as it was named
 * @param files in it
 */
record WrittenFiles(Path folder, List<Path> files) {

    List<String> names() {
        return files.stream().map(f -> f.getFileName().toString()).toList();
    }

    void print(PrintStream out) {
        out.println("Files in " + folder);
        for (String name : names()) {
            out.println("  " + name);
        }
        names().stream()
                .filter(n -> n.endsWith(".html"))
                .findFirst()
                .ifPresent(n -> out.println("Next: open " + folder.resolve(n) + " in a browser"));
    }
}
