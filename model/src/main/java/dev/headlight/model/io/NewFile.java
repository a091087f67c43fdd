package dev.headlight.model.io;

import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: it is written beside its place under a temporary name and flushed to the
 * disk; {@link #commit} moves it over whatever is there, in one step. A process that is killed at any moment leaves
 * the old file or the new one, and perhaps a temporary one, which {@link #deleteLeftovers} takes away.
 */
public final class NewFile implements AutoCloseable {

    private static final String PREFIX = ".";
    private static final String SUFFIX = ".part";

    private final Path place;
    private final Path temporary;

    private NewFile(Path place) {
        this.place = place;
        temporary = place.resolveSibling(PREFIX + place.getFileName() + SUFFIX);
    }

    /** Writes the bytes of a file. */
    public interface Content {
        void write(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file under its temporary name and flushes it.
     *
     * @throws ResourceException where the disk does not take it
     * @throws UsageException where the folder must not be written to
     */
    public static NewFile stage(Path place, Content content) {
        NewFile file = new NewFile(place);
        boolean written = false;
        try (FileChannel channel =
                FileChannel.open(
                        file.temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            content.write(channel);
            channel.force(true);
            written = true;
        } catch (IOException e) {
            throw refusal(place, e);
        } finally {
            if (!written) {
                file.close();
            }
        }
        return file;
    }

    /** Moves the file to its place. */
    public void commit() {
        try {
            Files.move(
                    temporary,
                    place,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refusal(place, e);
        }
        flushFolder(place.toAbsolutePath().getParent());
    }

    /** Takes the temporary file away where it was not moved. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // What went wrong before says more, and the file is overwritten next time.
        }
    }

    /** Writes one file and moves it to its place. */
    public static void write(Path place, Content content) {
        try (NewFile file = stage(place, content)) {
            file.commit();
        }
    }

    /** Writes one small file and moves it to its place. */
    public static void write(Path place, byte[] bytes) {
        write(place, content(bytes));
    }

    static Content content(byte[] bytes) {
        return channel -> writeFully(channel, ByteBuffer.wrap(bytes));
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Deletes the temporary files that a killed process left in a folder, and returns them. */
    public static List<Path> deleteLeftovers(Path folder) {
        List<Path> deleted = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(NewFile::isTemporary).sorted().toList()) {
                Files.deleteIfExists(file);
                deleted.add(file);
            }
        } catch (IOException e) {
            throw refusal(folder, e);
        }
        return deleted;
    }

    private static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && Files.isRegularFile(file);
    }

    /** Where the system cannot flush a folder (Windows), the move itself is all there is. */
    private static void flushFolder(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is in place; only a crash of the whole machine could undo the move.
        }
    }

    private static RuntimeException refusal(Path place, IOException e) {
        String reason = String.valueOf(e.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return new ResourceException(
                    "The disk is full, so "
                            + place
                            + " was not written: free some space, or name another folder.",
                    e);
        }
        if (e instanceof NoSuchFileException) {
            return new UsageException(
                    place + " cannot be written, its folder does not exist: make it first.", e);
        }
        if (e instanceof AccessDeniedException || lower.contains("read-only file system")) {
            return new UsageException(
                    place + " cannot be written: name a folder that you may write to.", e);
        }
        return new ResourceException(place + " cannot be written: " + reason + ".", e);
    }
}
