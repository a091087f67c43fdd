package dev.headlight.text;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines with their ends ({@code \n} or {@code \r\n}), read within a budget of characters. */
final class LineSource {

    private final Reader reader;
    private final CharacterBudget budget;
    private final char[] buffer = new char[1 << 13];
    private int position;
    private int filled;
    private boolean cut;

    LineSource(Reader reader, CharacterBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /** Whether the budget ended the last line or rest before its own end. */
    boolean cut() {
        return cut;
    }

    /** The next line with its end, or null where there is none. */
    @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        while (fill()) {
            int from = position;
            while (position < filled) {
                if (buffer[position++] == '\n') {
                    return line.append(buffer, from, position - from).toString();
                }
            }
            line.append(buffer, from, position - from);
        }
        return line.isEmpty() ? null : wholeCharacters(line);
    }

    /** Everything that is left. */
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        while (fill()) {
            text.append(buffer, position, filled - position);
            position = filled;
        }
        return wholeCharacters(text);
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        if (budget.reached()) {
            cut = true;
            return false;
        }
        int n = reader.read(buffer, 0, buffer.length);
        if (n < 0) {
            return false;
        }
        budget.spend(n);
        position = 0;
        filled = n - budget.excess();
        return filled > 0;
    }

    private String wholeCharacters(StringBuilder text) {
        int last = text.length() - 1;
        if (cut && last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
            text.setLength(last);
        }
        return text.toString();
    }
}
