package dev.headlight.tutorial.terminal;

/** A line of the terminal that knows how wide it is, whatever paint is on it. */
final class Line {

    private final Screen screen;
    private final StringBuilder text = new StringBuilder();
    private int length;

    Line(Screen screen) {
        this.screen = screen;
    }

    Line add(String words, Ink ink) {
        String spelt = screen.unicode() ? words : Spelling.ascii(words);
        length += spelt.codePointCount(0, spelt.length());
        text.append(screen.colour() && !spelt.isBlank() ? ink.paint(spelt) : spelt);
        return this;
    }

    Line add(String words) {
        return add(words, Ink.PLAIN);
    }

    /** Another line after this one. */
    Line add(Line other) {
        text.append(other.text);
        length += other.length;
        return this;
    }

    /** Spaces up to a column. */
    Line to(int column) {
        return length < column ? add(" ".repeat(column - length)) : this;
    }

    int length() {
        return length;
    }

    /** Without spaces at the end. */
    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
