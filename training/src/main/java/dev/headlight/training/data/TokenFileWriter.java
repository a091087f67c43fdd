package dev.headlight.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/** Writes a {@link TokenFile} from beginning to end, its header last. */
final class TokenFileWriter implements AutoCloseable {

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private final int vocab;
    private final int idBytes;
    private final OptionalInt before;
    private final OptionalInt after;
    private Sha256 document = new Sha256();
    private long tokens;
    private long documentStart;
    private long[] table = new long[64]; // end and identity of each document
    private int documents;

    /**
     * @param before the token put before each document
     * @param after the token put behind each document
     */
    TokenFileWriter(Path path, int vocab, OptionalInt before, OptionalInt after)
            throws IOException {
        this.vocab = vocab;
        this.idBytes = vocab <= 1 << 16 ? 2 : 4;
        this.before = before;
        this.after = after;
        channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        channel.position(TokenFileHeader.BYTES);
    }

    long tokens() {
        return tokens;
    }

    /** Adds tokens to the document. */
    void add(int[] ids) throws IOException {
        if (ids.length > 0 && tokens == documentStart && before.isPresent()) {
            put(before.getAsInt());
        }
        for (int id : ids) {
            put(id);
        }
        document.update(ids);
    }

    private void put(int id) throws IOException {
        if (buffer.remaining() < idBytes) {
            flush();
        }
        if (idBytes == 2) {
            buffer.putShort((short) id);
        } else {
            buffer.putInt(id);
        }
        tokens++;
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Ends the document; one without tokens is none. */
    void endDocument() throws IOException {
        if (tokens == documentStart) {
            return;
        }
        if (2 * documents + 2 > table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        table[2 * documents] = tokens;
        table[2 * documents + 1] = document.first64();
        documents++;
        document = new Sha256();
        if (after.isPresent()) {
            put(after.getAsInt());
        }
        documentStart = tokens;
    }

    /** Writes what is left, and all of it to the disk. */
    void finish(String fingerprint) throws IOException {
        int separators = after.isPresent() ? 1 : 0;
        while (buffer.position() % 8 != 0) {
            buffer.put((byte) 0);
        }
        for (int i = 0; i < 2 * documents; i++) {
            if (buffer.remaining() < 8) {
                flush();
            }
            buffer.putLong(table[i]);
        }
        flush();
        TokenFileHeader header =
                new TokenFileHeader(
                        idBytes,
                        vocab,
                        separators,
                        tokens,
                        documents,
                        fingerprint,
                        checksum.getValue());
        ByteBuffer bytes = header.write();
        for (long at = 0; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
