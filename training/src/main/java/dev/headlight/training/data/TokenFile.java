package dev.headlight.training.data;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A text as token ids in mapped memory: {@link TokenFileHeader} says how it is laid out, {@link TokenFileMaker}
 * makes it. Nothing of it is copied onto the heap but the windows that are asked for.
 */
public final class TokenFile implements TokenSource {

    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long SUMMED_AT_ONCE = 1L << 26;

    private final Arena arena;
    private final MemorySegment bytes;
    private final TokenFileHeader header;

    private TokenFile(Arena arena, MemorySegment bytes, TokenFileHeader header) {
        this.arena = arena;
        this.bytes = bytes;
        this.header = header;
    }

    /**
     * Maps a token file and checks every byte of it.
     *
     * @throws InputException where it cannot be read, is none, cut short or damaged
     */
    @SuppressWarnings("MustBeClosedChecker") // the token file closes it
    public static TokenFile open(Path path) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            TokenFile file = new TokenFile(arena, bytes, header(path, bytes));
            file.check(path);
            return file;
        } catch (IOException e) {
            arena.close();
            throw new InputException(path + " cannot be read (" + e.getMessage() + ").", e);
        } catch (InputException e) {
            arena.close();
            throw e;
        }
    }

    private static TokenFileHeader header(Path path, MemorySegment bytes) {
        if (bytes.byteSize() < TokenFileHeader.BYTES) {
            throw fault(path, "it has only " + bytes.byteSize() + " bytes", null);
        }
        try {
            return TokenFileHeader.read(bytes.asSlice(0, TokenFileHeader.BYTES).asByteBuffer());
        } catch (IllegalArgumentException e) {
            throw fault(path, String.valueOf(e.getMessage()), e);
        }
    }

    private void check(Path path) {
        if (bytes.byteSize() != header.fileBytes()) {
            throw fault(
                    path,
                    "it has "
                            + bytes.byteSize()
                            + " bytes and should have "
                            + header.fileBytes()
                            + ", so that it was cut short or added to",
                    null);
        }
        CRC32C sum = new CRC32C();
        for (long at = TokenFileHeader.BYTES; at < bytes.byteSize(); at += SUMMED_AT_ONCE) {
            long length = Math.min(SUMMED_AT_ONCE, bytes.byteSize() - at);
            sum.update(bytes.asSlice(at, length).asByteBuffer());
        }
        if (sum.getValue() != header.checksum()) {
            throw fault(path, "its checksum is wrong, so that some byte of it was changed", null);
        }
    }

    private static InputException fault(Path path, String what, @Nullable Throwable cause) {
        String sentence =
                path + " holds no usable tokens: " + what + "; delete it, and it is made again.";
        return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /** Every id is below it. */
    public int vocab() {
        return header.vocab();
    }

    @Override
    public long tokens() {
        return header.tokens();
    }

    @Override
    public void copy(long from, int count, int[] into, int at) {
        long start = TokenFileHeader.BYTES + from * header.idBytes();
        if (header.idBytes() == 4) {
            MemorySegment.copy(bytes, INT32, start, into, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            into[at + i] = bytes.get(INT16, start + 2L * i) & 0xffff;
        }
    }

    @Override
    public int documents() {
        return (int) header.documents();
    }

    @Override
    public long start(int document) {
        return document == 0
                ? 0
                : document == documents() ? tokens() : end(document - 1) + header.separators();
    }

    @Override
    public long end(int document) {
        return bytes.get(INT64, row(document));
    }

    @Override
    public long identity(int document) {
        return bytes.get(INT64, row(document) + 8);
    }

    private long row(int document) {
        return header.tableStart() + (long) TokenFileHeader.ROW_BYTES * document;
    }

    @Override
    public String fingerprint() {
        return header.fingerprint();
    }

    @Override
    public void close() {
        arena.close();
    }
}
