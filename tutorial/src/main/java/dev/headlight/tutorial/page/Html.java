package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Subscripts;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.picture.Tone;

/** Text as HTML: the one place where it is escaped. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Text with its indices set lower. */
    static String formula(String text) {
        return Subscripts.set(escaped(text), "<sub>", "</sub>");
    }

    static String words(Words words) {
        StringBuilder html = new StringBuilder();
        for (Words.Span span : words.spans()) {
            String plain = formula(span.text());
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
                                                    + plain
                                                    + "</span>";
                                };
                    });
        }
        return html.toString();
    }

    static String words(String markup) {
        return words(Words.of(markup));
    }
}
