package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.picture.Tone;
import java.util.regex.Pattern;

/** Text as HTML: the one place where it is escaped. */
final class Html {

    /** {@code W_q} in a formula. */
    private static final Pattern SUBSCRIPT = Pattern.compile("(\\p{L})_(\\w+)");

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A name or formula: what follows an underscore stands lower. */
    static String formula(String text) {
        return SUBSCRIPT.matcher(escaped(text)).replaceAll("$1<sub>$2</sub>");
    }

    static String words(Words words, boolean formula) {
        StringBuilder html = new StringBuilder();
        for (Words.Span span : words.spans()) {
            String plain = formula ? formula(span.text()) : escaped(span.text());
            html.append(
                    switch (span.style()) {
                        case CODE -> "<code>" + escaped(span.text()) + "</code>";
                        case STRONG -> "<strong>" + plain + "</strong>";
                        case PLAIN ->
                                switch (span.role()) {
                                    case PLAIN -> plain;
                                    default ->
                                            "<span class=\"t-"
                                                    + Tone.of(span.role()).css()
                                                    + " math\">"
                                                    + formula(span.text())
                                                    + "</span>";
                                };
                    });
        }
        return html.toString();
    }

    static String words(String markup) {
        return words(Words.of(markup), false);
    }
}
