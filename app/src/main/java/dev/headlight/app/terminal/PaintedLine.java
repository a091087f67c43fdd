package dev.headlight.app.terminal;

import java.io.PrintStream;
import java.util.Locale;

/** A line of a terminal that is painted over and over. */
final class PaintedLine {

    private final PrintStream out;
    private int painted;

    PaintedLine(PrintStream out) {
        this.out = out;
    }

    /**
     * Paints over what is there.
     *
     * @param columns of the terminal; what does not fit is cut off
     */
    void paint(String line, int columns) {
        String fitting = line.substring(0, Math.min(line.length(), columns - 1));
        out.print("\r" + fitting + " ".repeat(Math.max(0, painted - fitting.length())));
        out.flush();
        painted = fitting.length();
    }

    /** Takes the line away. */
    void clear() {
        if (painted > 0) {
            out.print("\r" + " ".repeat(painted) + "\r");
            out.flush();
            painted = 0;
        }
    }

    /** {@code 0:42}, or {@code 1:00:42} from an hour on; 0 for what is negative. */
    static String clock(double seconds) {
        long s = Math.max(0, Math.round(seconds));
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
