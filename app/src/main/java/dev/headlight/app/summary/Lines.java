package dev.headlight.app.summary;

import java.io.PrintStream;
import java.util.Locale;

/** Rows and paragraphs in 80 columns of plain text. */
final class Lines {

    private final PrintStream out;

    Lines(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    void row(String format, Object... cells) {
        out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
    }

    /** A paragraph whose lines after the first are set in by the bullet's width. */
    void wrapped(String bullet, String text) {
        new Paragraph(out).print(bullet, text);
    }
}
