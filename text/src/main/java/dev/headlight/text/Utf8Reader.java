package dev.headlight.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Characters of a UTF-8 stream. A byte order mark at the start is dropped; each malformed sequence (its
 * longest prefix that could have begun a character, at least one byte) becomes one U+FFFD and is
 * counted. Line ends stay as they are.
 */
final class Utf8Reader extends Reader {

    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();
    private boolean started;
    private boolean ended;
    private boolean flushed;
    private long invalid;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /** Malformed sequences so far. */
    long invalid() {
        return invalid;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (flushed) {
                return -1;
            }
            decode();
        }
        int n = Math.min(length, chars.remaining());
        chars.get(buffer, offset, n);
        return n;
    }

    private void decode() throws IOException {
        chars.clear();
        boolean more = true;
        while (more) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                if (!chars.hasRemaining()) {
                    break;
                }
                bytes.position(bytes.position() + result.length());
                chars.put(REPLACEMENT);
                invalid++;
            } else if (result.isOverflow()) {
                break;
            } else if (ended) {
                flushed = decoder.flush(chars).isUnderflow();
                break;
            } else {
                fill();
                more = chars.position() == 0;
            }
        }
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.position(1);
            }
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (n < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + n);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
