package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A heat map of glyphs, with the numbers beside them where there is room. */
final class HeatText {

    private static final int MOST_ROWS = 32;

    private final Screen screen;

    HeatText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Figure.HeatMap map) {
        Grid grid = map.grid();
        Shade shade = Shade.of(map.scale(), grid.values());
        int labels = Math.max(4, widest(grid.rows(), grid.rowCount()));
        int numbers = map.numbers() ? widestNumber(grid) : 0;
        int room = screen.width() - 2 - labels - 2;
        int named = widest(grid.columns(), grid.columnCount());
        int cell = Math.max(numbers == 0 ? 3 : numbers + 4, named + 1);
        if (cell * grid.columnCount() > room) { // the glyphs alone
            numbers = 0;
            cell = Math.max(3, named + 1);
        }
        if (cell * grid.columnCount() > room) {
            cell = Math.clamp(room / grid.columnCount(), 1, cell);
        }
        List<Integer> columns = grid.columnsShown(room / cell);
        List<Integer> rows = grid.rowsShown(MOST_ROWS);
        List<Line> lines = new ArrayList<>();
        lines.add(screen.line().add("  " + map.title(), Ink.STRONG));
        lines.add(
                screen.line()
                        .add("  rows: " + map.reads() + ", columns: " + map.read(), Ink.MUTED));
        Line head = screen.line().to(2 + labels + 2);
        for (int c : columns) {
            int at = head.length();
            String label = c < 0 ? "…" : grid.columns().isEmpty() ? "" + c : grid.columns().get(c);
            boolean fits = label.length() < cell;
            head.add(fits ? label : "", Ink.MUTED).to(at + cell);
        }
        lines.add(head);
        for (int r : rows) {
            Line line = screen.line();
            String label = r < 0 ? "…" : grid.rows().isEmpty() ? "" + r : grid.rows().get(r);
            line.to(Math.max(2, 2 + labels - label.length())).add(label, Ink.MUTED);
            line.to(2 + labels + 2);
            for (int c : columns) {
                int at = line.length();
                if (r >= 0 && c >= 0) {
                    double x = grid.values()[r][c];
                    Ink ink = shade.ink(x, Ink.of(grid.role()));
                    line.add(shade.glyph(x).repeat(cell == 1 ? 1 : 2), ink);
                    if (numbers > 0 && !Double.isNaN(x)) {
                        line.add(" " + Numbers.fixed(x, grid.shownDecimals()), ink);
                    }
                }
                line.to(at + cell);
            }
            lines.add(line);
        }
        lines.add(legend(shade, grid));
        return lines;
    }

    private Line legend(Shade shade, Grid grid) {
        Line line = screen.line().add("  ");
        int first = shade.scale() == Figure.Scale.SIGNED ? -4 : 0;
        for (int step = first; step <= 4; step += shade.scale() == Figure.Scale.SIGNED ? 2 : 1) {
            double x = shade.at(step);
            line.add(step == first ? "" : "  ");
            line.add("[" + shade.glyph(x).repeat(2) + "]", shade.ink(x, Ink.of(grid.role())));
            line.add(" " + Numbers.plain(x, grid.decimals()), Ink.MUTED);
        }
        return line;
    }

    private int widest(List<String> labels, int count) {
        return labels.stream()
                .mapToInt(String::length)
                .max()
                .orElse(Integer.toString(count - 1).length());
    }

    private int widestNumber(Grid grid) {
        int widest = 0;
        for (double[] row : grid.values()) {
            for (double x : row) {
                widest = Math.max(widest, Numbers.fixed(x, grid.shownDecimals()).length());
            }
        }
        return widest;
    }
}
