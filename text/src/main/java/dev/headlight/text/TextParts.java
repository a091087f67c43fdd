package dev.headlight.text;

import java.io.IOException;
import java.io.Reader;

/**
 * Hands one document's text on in parts. A part ends behind a letter or digit that stands before a space or a
 * line end; where there is no such place, between two characters.
 */
final class TextParts {

    private final Reader reader;
    private final char[] buffer;
    private int filled;

    /**
     * @param part longest part in UTF-16 units, 2 or more
     */
    TextParts(Reader reader, int part) {
        this.reader = reader;
        buffer = new char[part];
    }

    /** Whether there was any text but white space in the first part. */
    boolean read(String id, DocumentParts into) throws IOException {
        boolean begun = false;
        while (true) {
            boolean more = fill();
            if (filled == 0) {
                break;
            }
            int end = more ? cut() : filled;
            String part = new String(buffer, 0, end);
            if (!begun) {
                if (part.isBlank()) {
                    return false;
                }
                begun = true;
                into.begin(id);
            }
            into.text(part);
            System.arraycopy(buffer, end, buffer, 0, filled - end);
            filled -= end;
        }
        if (begun) {
            into.end();
        }
        return begun;
    }

    /** Whether the buffer was filled, so that there may be more. */
    private boolean fill() throws IOException {
        while (filled < buffer.length) {
            int n = reader.read(buffer, filled, buffer.length - filled);
            if (n < 0) {
                return false;
            }
            filled += n;
        }
        return true;
    }

    private int cut() {
        for (int at = filled - 1; at > filled / 2; at--) {
            boolean space = buffer[at] == ' ' || buffer[at] == '\n' || buffer[at] == '\r';
            if (space && Character.isLetterOrDigit(Character.codePointBefore(buffer, at))) {
                return at;
            }
        }
        return Character.isHighSurrogate(buffer[filled - 1]) ? filled - 1 : filled;
    }
}
