package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Matrices beside each other, beneath each other where the terminal is not wide enough. */
final class MatrixText {

    /** Rows and columns shown of a large matrix; the first ones and the last. */
    private static final int MOST_ROWS = 12;

    private final Screen screen;

    MatrixText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Block.Matrices block) {
        List<Line> all = new ArrayList<>();
        List<Line> row = new ArrayList<>();
        for (int i = 0; i < block.grids().size(); i++) {
            String sign = i == 0 ? "" : block.signs().get(i - 1);
            List<Line> matrix = matrix(block.grids().get(i), screen.width() - 8);
            int width = matrix.stream().mapToInt(Line::length).max().orElse(0);
            int used = row.stream().mapToInt(Line::length).max().orElse(0);
            int gap = sign.isEmpty() ? 4 : 5;
            if (i > 0 && used + gap + width > screen.width()) {
                all.addAll(row);
                row = new ArrayList<>();
                used = 0;
            }
            beside(row, used, sign, matrix);
        }
        all.addAll(row);
        return all;
    }

    /** Names on the first line; a sign beside the middle row, the upper one of two. */
    private void beside(List<Line> row, int used, String sign, List<Line> matrix) {
        int middle = matrix.size() / 2;
        int start = used == 0 ? 2 : sign.isEmpty() ? used + 4 : used + 5;
        for (int r = 0; r < matrix.size(); r++) {
            if (r == row.size()) {
                row.add(screen.line());
            }
            Line line = row.get(r);
            if (r == middle && !sign.isEmpty()) {
                line.to(start - 3).add(sign);
            }
            line.to(start).add(matrix.get(r));
        }
    }

    /** The name with the labels of the columns above, then the rows. */
    private List<Line> matrix(Grid grid, int width) {
        List<Integer> rows = grid.rowsShown(MOST_ROWS);
        int labels = grid.rows().stream().mapToInt(this::length).max().orElse(0);
        int before = labels == 0 ? 0 : labels + 1;
        int cell = cellWidth(grid, rows);
        List<Integer> columns = grid.columnsShown((width - before - 4) / (cell + 2));
        Ink ink = Ink.of(grid.role());
        Line head = screen.line().add(grid.name(), ink);
        if (!grid.columns().isEmpty()) {
            int from = before + 2;
            if (head.length() > from) { // the name needs a line of its own
                head = screen.line().add(shortened(grid.name(), from), ink);
            }
            head.to(from);
            for (int c : columns) {
                String label = c < 0 ? "…" : grid.columns().get(c);
                head.add(" ".repeat(Math.max(0, cell - length(label)))).add(label, Ink.MUTED);
                head.add("  ");
            }
        }
        List<Line> lines = new ArrayList<>(List.of(head));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(row(grid, rows, i, columns, cell, before, ink));
        }
        return lines;
    }

    private Line row(
            Grid grid,
            List<Integer> rows,
            int i,
            List<Integer> columns,
            int cell,
            int before,
            Ink ink) {
        int r = rows.get(i);
        Line line = screen.line();
        if (before > 0) {
            String label = r < 0 ? "…" : grid.rows().get(r);
            line.add(" ".repeat(Math.max(0, before - 1 - length(label)))).add(label, Ink.MUTED);
            line.add(" ");
        }
        boolean first = i == 0;
        boolean last = i == rows.size() - 1;
        boolean single = rows.size() == 1;
        line.add(single ? "[" : first ? "⎡" : last ? "⎣" : "⎢").add(" ");
        for (int n = 0; n < columns.size(); n++) {
            int c = columns.get(n);
            String number = r < 0 || c < 0 ? "…" : number(grid, grid.values()[r][c]);
            line.add(n == 0 ? "" : "  ").add(" ".repeat(Math.max(0, cell - length(number))));
            line.add(number, ink);
        }
        return line.add(" ").add(single ? "]" : first ? "⎤" : last ? "⎦" : "⎥");
    }

    private int cellWidth(Grid grid, List<Integer> rows) {
        int cell = 1;
        for (int r : rows) {
            for (int c = 0; r >= 0 && c < grid.columnCount(); c++) {
                cell = Math.max(cell, number(grid, grid.values()[r][c]).length());
            }
        }
        for (String label : grid.columns()) {
            cell = Math.max(cell, length(label));
        }
        return cell;
    }

    private static String number(Grid grid, double x) {
        return Double.isNaN(x) ? "" : Numbers.fixed(x, grid.shownDecimals());
    }

    private int length(String text) {
        String spelt = screen.unicode() ? text : Spelling.ascii(text);
        return spelt.codePointCount(0, spelt.length());
    }

    private String shortened(String name, int room) {
        return length(name) <= room ? name : name.substring(0, Math.max(1, room - 1));
    }
}
