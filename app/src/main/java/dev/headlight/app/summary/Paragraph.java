package dev.headlight.app.summary;

import java.io.PrintStream;

/** Text broken between words at 80 columns. */
record Paragraph(PrintStream out) {

    private static final int WIDTH = 80;

    /**
     * Prints a text.
     *
     * @param bullet before the first line; the others begin below its end
     */
    void print(String bullet, String text) {
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
