package dev.headlight.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a token file, little-endian: {@value #MAGIC}; version, bytes of an id, size
 * of the vocabulary, tokens that separate two documents (int32 each); number of tokens, number of documents
 * (int64); fingerprint (32 bytes); CRC-32C of all that follows the header (int64) and of the header to here (int32).
 *
 * <p>Then come the ids, zeros up to a multiple of 8, and for each document where its own tokens end and its
 * identity (int64 each).
 *
 * @param idBytes 2 where the vocabulary is at most 65,536, else 4
 * @param separators 0 or 1
 * @param fingerprint 64 hexadecimal digits
 */
record TokenFileHeader(
        int idBytes,
        int vocab,
        int separators,
        long tokens,
        long documents,
        String fingerprint,
        long checksum) {

    static final int BYTES = 128;
    static final int ROW_BYTES = 16;
    static final String MAGIC = "HLTOKENS";
    private static final int VERSION = 1;
    private static final int SUMMED = 80;

    /** Where the table of documents begins. */
    long tableStart() {
        return BYTES + (tokens * idBytes + 7) / 8 * 8;
    }

    long fileBytes() {
        return tableStart() + documents * ROW_BYTES;
    }

    ByteBuffer write() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC.getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(VERSION).putInt(idBytes).putInt(vocab).putInt(separators);
        bytes.putLong(tokens).putLong(documents);
        bytes.put(HexFormat.of().parseHex(fingerprint)).putLong(checksum);
        bytes.putInt(checksum(bytes));
        return bytes.clear();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(0, SUMMED));
        return (int) sum.getValue();
    }

    /**
     * Reads a header.
     *
     * @param bytes {@value #BYTES} of them
     * @throws IllegalArgumentException where it is none, with what is wrong in words
     */
    static TokenFileHeader read(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length()];
        in.get(magic);
        expect(new String(magic, StandardCharsets.US_ASCII).equals(MAGIC), "it is no token file");
        int version = in.getInt();
        expect(version == VERSION, "it is of version " + version + ", not " + VERSION);
        int idBytes = in.getInt();
        int vocab = in.getInt();
        int separators = in.getInt();
        long tokens = in.getLong();
        long documents = in.getLong();
        byte[] fingerprint = new byte[32];
        in.get(fingerprint);
        long checksum = in.getLong();
        expect(in.getInt() == checksum(in), "its header is damaged");
        boolean possible =
                (idBytes == 2 || idBytes == 4)
                        && vocab > 0
                        && (separators == 0 || separators == 1)
                        && tokens > 0
                        && tokens < 1L << 48
                        && documents > 0
                        && documents < Integer.MAX_VALUE;
        expect(possible, "its header says what cannot be");
        String hex = HexFormat.of().formatHex(fingerprint);
        return new TokenFileHeader(idBytes, vocab, separators, tokens, documents, hex, checksum);
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
