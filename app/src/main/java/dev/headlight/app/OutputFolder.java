package dev.headlight.app;

import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder that results go to, made and tried before the work begins: hours of it must not end at a folder
 * that cannot be written. Closed without {@link #keep}, it removes the folders it made, where they are
 * still empty.
 */
final class OutputFolder implements AutoCloseable {

    /** A report with its pictures is smaller than this. */
    private static final long NEEDED_BYTES = 64L << 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path path;
    private final List<Path> made;
    private final Thread onInterrupt = new Thread(this::removeEmpty);
    private boolean kept;

    private OutputFolder(Path path, List<Path> made) {
        this.path = path;
        this.made = made;
    }

    /**
     * Makes sure of a folder.
     *
     * @param named what {@code --out} says, or null for {@code runs/<model>-<time>}
     * @throws UsageException where it is a file or cannot be written
     * @throws ResourceException where the disk is full
     */
    static OutputFolder open(@Nullable Path named, String modelName, LocalDateTime now) {
        Path path = named != null ? named : byDefault(modelName, now);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException(path + " is a file; name a folder with --out.");
        }
        List<Path> made = new ArrayList<>();
        OutputFolder folder = new OutputFolder(path, made);
        try {
            for (Path p = path.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
                made.add(p);
            }
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".headlight", ".tmp"));
            if (Files.getFileStore(path).getUsableSpace() < NEEDED_BYTES) {
                throw new ResourceException(
                        "the disk of "
                                + path
                                + " has less than 64 MB left; free some space or name another folder"
                                + " with --out.");
            }
            Runtime.getRuntime().addShutdownHook(folder.onInterrupt);
            return folder;
        } catch (IOException e) {
            folder.removeEmpty();
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                throw new ResourceException(
                        "the disk of "
                                + path
                                + " is full; free some space or name another folder with --out.",
                        e);
            }
            throw new UsageException(
                    path + " cannot be written; name another folder with --out.", e);
        } catch (UsageException | ResourceException e) {
            folder.removeEmpty();
            throw e;
        }
    }

    static Path byDefault(String modelName, LocalDateTime now) {
        String name = modelName.replaceAll("[^A-Za-z0-9._-]+", "_");
        return Path.of("runs", name + "-" + TIME.format(now));
    }

    Path path() {
        return path;
    }

    /** The results are in it: it stays. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook does it.
            return;
        }
        if (!kept) {
            removeEmpty();
        }
    }

    private void removeEmpty() {
        for (Path p : made) {
            try {
                Files.deleteIfExists(p);
            } catch (IOException e) {
                // Something is in it by now: then it is not ours to remove.
                return;
            }
        }
    }
}
