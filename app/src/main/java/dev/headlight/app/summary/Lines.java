package dev.headlight.app.summary;

import java.io.PrintStream;
import java.util.Locale;

/** Rows and paragraphs in 80 columns of plain text. */
final class Lines {

    private static final int WIDTH = 80;

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
        StringBuilder line = new StringBuilder(bullet);
        String indent = " ".repeat(bullet.length());
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line.setLength(0);
                line.append(indent).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
            first = false;
        }
        out.println(line);
    }
}
