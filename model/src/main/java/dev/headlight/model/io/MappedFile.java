package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in mapped memory, little-endian, where every access is held against the file's size first and
 * a wrong one is a sentence with the file and the byte.
 */
final class MappedFile {

    private static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final MemorySegment bytes;

    private MappedFile(Path path, MemorySegment bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Maps the whole file for reading; the mapping lives as long as {@code arena}. */
    static MappedFile open(Path path, Arena arena) {
        if (!Files.exists(path)) {
            throw new InputException(path + " does not exist: check the path");
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(path + " is not a file: give a file or a model's folder");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(
                    path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (AccessDeniedException e) {
            throw new InputException(path + " cannot be read: permission denied", e);
        } catch (NoSuchFileException e) {
            throw new InputException(path + " does not exist: check the path", e);
        } catch (IOException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new ResourceException(
                        path + " cannot be mapped: not enough address space for its size", e);
            }
            throw new InputException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return bytes.byteSize();
    }

    /** The byte at {@code at}, 0 to 255. */
    int uint8(long at) {
        require(at, 1, "a byte");
        return bytes.get(JAVA_BYTE, at) & 0xff;
    }

    int int32(long at) {
        require(at, 4, "a 32-bit number");
        return bytes.get(INT32, at);
    }

    long int64(long at) {
        require(at, 8, "a 64-bit number");
        return bytes.get(INT64, at);
    }

    /** {@code length} bytes from {@code at} as a view; {@code what} names them where they do not fit. */
    MemorySegment slice(long at, long length, String what) {
        require(at, length, what);
        return bytes.asSlice(at, length);
    }

    /** Fails unless {@code length} bytes from {@code at} lie in the file; nothing here can overflow. */
    void require(long at, long length, String what) {
        if (at < 0 || length < 0 || at > size() || length > size() - at) {
            throw fault(
                    at,
                    what
                            + (length < 0 ? " of an impossible size" : " of " + length + " bytes")
                            + " does not fit into a file of "
                            + size()
                            + " bytes");
        }
    }

    /** What is wrong at byte {@code at}, as an exception to throw. */
    InputException fault(long at, String what) {
        return new InputException(
                path
                        + ", byte "
                        + Long.toUnsignedString(at)
                        + ": "
                        + what
                        + "; the file is cut short or corrupt, fetch it again");
    }
}
