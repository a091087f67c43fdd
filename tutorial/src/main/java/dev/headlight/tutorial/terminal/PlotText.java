package dev.headlight.tutorial.terminal;

import java.util.ArrayList;
import java.util.List;

/** A field of characters with axes: what a chart and a landscape are drawn on. */
final class PlotText {

    static final int ROWS = 16;
    private static final int MARGIN = 11; // for the numbers of the vertical axis

    private final Screen screen;
    final int columns;
    private final String[][] glyphs;
    private final Ink[][] inks;

    PlotText(Screen screen) {
        this.screen = screen;
        columns = screen.width() - MARGIN - 2;
        glyphs = new String[ROWS][columns];
        inks = new Ink[ROWS][columns];
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < columns; c++) {
                glyphs[r][c] = " ";
                inks[r][c] = Ink.PLAIN;
            }
        }
    }

    /** Row 0 is the highest. Beyond the field nothing is drawn. */
    void mark(int row, int column, String glyph, Ink ink) {
        if (row >= 0 && row < ROWS && column >= 0 && column < columns) {
            glyphs[row][column] = glyph;
            inks[row][column] = ink;
        }
    }

    String at(int row, int column) {
        return row >= 0 && row < ROWS && column >= 0 && column < columns ? glyphs[row][column] : "";
    }

    /** The lines: title and vertical label, the field, the horizontal axis with its ends and middle. */
    List<Line> lines(
            String title,
            String y,
            String x,
            String top,
            String middle,
            String bottom,
            String left,
            String centre,
            String right) {
        List<Line> lines = new ArrayList<>();
        lines.add(screen.line().add("  " + title, Ink.STRONG));
        lines.add(screen.line().add("  " + y, Ink.MUTED));
        for (int r = 0; r < ROWS; r++) {
            String tick = r == 0 ? top : r == ROWS - 1 ? bottom : r == ROWS / 2 ? middle : "";
            Line line = screen.line();
            line.to(Math.max(0, MARGIN - 1 - tick.length())).add(tick, Ink.MUTED).to(MARGIN);
            line.add(tick.isEmpty() ? "│" : "┤", Ink.MUTED);
            for (int c = 0; c < columns; c++) {
                int run = c; // one paint for a run of glyphs
                StringBuilder glyphsOfRun = new StringBuilder();
                while (run < columns && inks[r][run] == inks[r][c]) {
                    glyphsOfRun.append(glyphs[r][run++]);
                }
                line.add(glyphsOfRun.toString(), inks[r][c]);
                c = run - 1;
            }
            lines.add(line);
        }
        lines.add(screen.line().to(MARGIN).add("└" + "─".repeat(columns), Ink.MUTED));
        Line ends = screen.line().to(MARGIN + 1).add(left, Ink.MUTED);
        ends.to(MARGIN + 1 + (columns - centre.length()) / 2).add(centre, Ink.MUTED);
        ends.to(MARGIN + 1 + columns - right.length()).add(right, Ink.MUTED);
        lines.add(ends);
        lines.add(screen.line().to(MARGIN + 1 + (columns - x.length()) / 2).add(x, Ink.MUTED));
        return lines;
    }
}
