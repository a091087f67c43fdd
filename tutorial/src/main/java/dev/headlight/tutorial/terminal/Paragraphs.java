package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Running text, broken at spaces. */
final class Paragraphs {

    private Paragraphs() {}

    /**
     * Sets words in lines.
     *
     * @param first what the first line begins with; the others are indented as far
     */
    static List<Line> set(Words words, Line first, Screen screen) {
        List<Line> lines = new ArrayList<>();
        int indent = first.length();
        Line line = first;
        boolean begun = false; // whether the line holds more than its indent
        Line word = screen.line(); // may be painted in parts, as the Q of "Q's"
        for (Words.Span span : words.spans()) {
            Ink ink = ink(span);
            // Special characters are spelt before the text is measured and broken.
            String text = screen.unicode() ? span.text() : Spelling.ascii(span.text());
            int at = 0;
            while (at < text.length()) {
                if (text.charAt(at) != ' ') {
                    int end = text.indexOf(' ', at) < 0 ? text.length() : text.indexOf(' ', at);
                    word.add(text.substring(at, end), ink);
                    at = end;
                    continue;
                }
                if (word.length() > 0) {
                    Line next = place(line, word, begun, indent, screen);
                    if (next != line) {
                        lines.add(line);
                        line = next;
                    }
                    begun = true;
                    word = screen.line();
                }
                at++;
            }
        }
        if (word.length() > 0) {
            Line next = place(line, word, begun, indent, screen);
            if (next != line) {
                lines.add(line);
                line = next;
            }
        }
        lines.add(line);
        return lines;
    }

    /** The line the word went to: the one given, or a new one. */
    private static Line place(Line line, Line word, boolean begun, int indent, Screen screen) {
        if (!begun) {
            return line.add(word);
        }
        if (line.length() + 1 + word.length() <= screen.width()) {
            return line.add(" ").add(word);
        }
        return screen.line().to(indent).add(word);
    }

    /** One line, not broken. */
    static Line unbroken(Words words, Screen screen) {
        Line line = screen.line();
        words.spans().forEach(s -> line.add(s.text(), ink(s)));
        return line;
    }

    private static Ink ink(Words.Span span) {
        return switch (span.style()) {
            case CODE -> Ink.CODE;
            case STRONG -> Ink.STRONG;
            case PLAIN -> Ink.of(span.role());
        };
    }
}
