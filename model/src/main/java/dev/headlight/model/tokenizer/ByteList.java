package dev.headlight.model.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that are added piece by piece and read as UTF-8 at the end: a character may span pieces. */
final class ByteList {

    private final ByteArrayOutputStream bytes;

    ByteList(int expected) {
        bytes = new ByteArrayOutputStream(expected);
    }

    void add(byte[] from, int start, int end) {
        bytes.write(from, start, end - start);
    }

    /** What is no UTF-8 becomes U+FFFD. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
