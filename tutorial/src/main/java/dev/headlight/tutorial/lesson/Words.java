package dev.headlight.tutorial.lesson;

import java.util.ArrayList;
import java.util.List;

/**
 * A line or paragraph of text with a little markup:
 *
 * <pre>
 * `code`            as in a program or terminal; nothing in it is markup
 * *strong*          emphasis; multiplication is written × or in code
 * {q|Q = X W_q}     in the colour of a role, by its {@link Role#mark}
 * </pre>
 *
 * <p>Special characters (√, Kᵀ, Σ, ½, ×, →) are written as they are; a terminal without them gets a spelling.
 *
 * @param spans in their order
 */
public record Words(List<Span> spans) {

    /** How a span is set. */
    public enum Style {
        PLAIN,
        STRONG,
        CODE
    }

    /** Some text of one style and colour. */
    public record Span(String text, Style style, Role role) {}

    public Words {
        spans = List.copyOf(spans);
    }

    /**
     * Reads the markup.
     *
     * @throws IllegalArgumentException where a mark is left open
     */
    public static Words of(String markup) {
        List<Span> spans = new ArrayList<>();
        int plain = 0; // where the plain text under way begins
        int at = 0;
        while (at < markup.length()) {
            char c = markup.charAt(at);
            boolean coloured = c == '{' && at + 2 < markup.length() && markup.charAt(at + 2) == '|';
            if (c != '`' && c != '*' && !coloured) {
                at++;
                continue;
            }
            add(spans, markup.substring(plain, at), Style.PLAIN, Role.PLAIN);
            int from = coloured ? at + 3 : at + 1;
            int end = markup.indexOf(coloured ? '}' : c, from);
            if (end < 0) {
                throw new IllegalArgumentException("left open at " + at + ": " + markup);
            }
            Style style = coloured ? Style.PLAIN : c == '`' ? Style.CODE : Style.STRONG;
            Role role = coloured ? Role.of(markup.charAt(at + 1)) : Role.PLAIN;
            add(spans, markup.substring(from, end), style, role);
            at = end + 1;
            plain = at;
        }
        add(spans, markup.substring(plain), Style.PLAIN, Role.PLAIN);
        return new Words(spans);
    }

    private static void add(List<Span> spans, String text, Style style, Role role) {
        if (!text.isEmpty()) {
            spans.add(new Span(text, style, role));
        }
    }

    /** The text alone. */
    public String plain() {
        StringBuilder text = new StringBuilder();
        spans.forEach(s -> text.append(s.text()));
        return text.toString();
    }
}
