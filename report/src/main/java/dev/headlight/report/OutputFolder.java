package dev.headlight.report;

import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A folder that files are written to, all or none: each is written beside its place under a temporary name;
 * {@link #commit} moves them there; {@link #close} takes away whatever was not moved.
 */
final class OutputFolder implements AutoCloseable {

    /** Writes the content of one file. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    private final Path folder;
    private final Map<Path, Path> staged = new LinkedHashMap<>(); // place -> temporary

    /**
     * Makes the folder where it does not exist yet.
     *
     * @throws UsageException where it cannot be made
     */
    OutputFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    folder + " is a file, not a folder; name another folder with --out.", e);
        } catch (IOException e) {
            throw refusal(e, folder);
        }
    }

    /** Writes one file under its temporary name. */
    void stage(String name, Content content) {
        Path place = folder.resolve(name);
        Path temporary = folder.resolve("." + name + ".part");
        staged.put(place, temporary);
        try (OutputStream out =
                new BufferedOutputStream(
                        Files.newOutputStream(
                                temporary,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        1 << 16)) {
            content.write(out);
        } catch (IOException e) {
            throw refusal(e, place);
        } catch (RuntimeException e) {
            // Formats that throw unchecked exceptions of their own wrap what the disk said.
            for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
                if (t instanceof IOException io) {
                    throw refusal(io, place);
                }
            }
            throw e;
        }
    }

    /** Moves every file to its place, and returns the places in the order of writing. */
    List<Path> commit() {
        for (Map.Entry<Path, Path> entry : staged.entrySet()) {
            try {
                Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw refusal(e, entry.getKey());
            }
        }
        List<Path> places = new ArrayList<>(staged.keySet());
        staged.clear();
        return places;
    }

    @Override
    public void close() {
        for (Path temporary : staged.values()) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The refusal already under way says more than this one would.
            }
        }
    }

    /** Whether the disk is full; a writer of pictures wraps what the disk said. */
    private static boolean full(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            String said = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
            if (said.contains("no space left") || said.contains("quota exceeded")) {
                return true;
            }
        }
        return false;
    }

    private static RuntimeException refusal(IOException e, Path place) {
        String reason = String.valueOf(e.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (full(e)) {
            return new ResourceException(
                    "The disk is full, so "
                            + place
                            + " was not written; free some space or name another folder with --out.",
                    e);
        }
        if (e instanceof AccessDeniedException
                || lower.contains("read-only file system")
                || lower.contains("not a directory")) {
            return new UsageException(
                    place + " cannot be written; name a folder that you may write to with --out.",
                    e);
        }
        return new ResourceException(place + " cannot be written: " + reason + ".", e);
    }
}
