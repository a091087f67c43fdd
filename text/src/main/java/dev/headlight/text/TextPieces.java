package dev.headlight.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one text, one after another, so that no more of a file is read than is asked for. Pieces
 * that are blank are left out; the line ends inside a piece stay as they are, those after it are dropped
 * for {@link Split#LINE} and {@link Split#PARAGRAPH}.
 */
final class TextPieces {

    private final LineSource lines;
    private final Split split;
    private boolean whole;

    TextPieces(LineSource lines, Split split) {
        this.lines = lines;
        this.split = split;
    }

    /** The next piece, or null at the end. */
    @Nullable String next() throws IOException {
        return switch (split) {
            case FILE, WINDOW -> nextWhole();
            case PARAGRAPH -> nextParagraph();
            case LINE -> nextLine();
        };
    }

    private @Nullable String nextWhole() throws IOException {
        if (whole) {
            return null;
        }
        whole = true;
        String text = lines.rest();
        return text.isBlank() ? null : text;
    }

    private @Nullable String nextParagraph() throws IOException {
        StringBuilder paragraph = new StringBuilder();
        String line;
        while ((line = lines.next()) != null) {
            if (!line.isBlank()) {
                paragraph.append(line);
            } else if (!paragraph.isEmpty()) {
                break;
            }
        }
        return paragraph.isEmpty() ? null : withoutLineEnd(paragraph.toString());
    }

    private @Nullable String nextLine() throws IOException {
        String line;
        while ((line = lines.next()) != null) {
            if (!line.isBlank()) {
                return withoutLineEnd(line);
            }
        }
        return null;
    }

    static String withoutLineEnd(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
            if (end > 0 && text.charAt(end - 1) == '\r') {
                end--;
            }
        }
        return text.substring(0, end);
    }
}
