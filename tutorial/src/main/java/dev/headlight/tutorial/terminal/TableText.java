package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in columns; a cell that is too wide is broken. Cells may hold the markup of {@link Words}. */
final class TableText {

    private static final int GAP = 2;

    private final Screen screen;

    TableText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Block.Table table) {
        int n = table.columns().size();
        int[] widths = new int[n];
        boolean[] right = new boolean[n];
        for (int c = 0; c < n; c++) {
            widths[c] = length(table.columns().get(c));
            right[c] = table.isNumber(c);
            for (List<String> row : table.rows()) {
                widths[c] = Math.max(widths[c], length(row.get(c)));
            }
        }
        fit(widths);
        List<Line> lines = new ArrayList<>();
        if (!table.caption().isEmpty()) {
            lines.addAll(
                    Paragraphs.set(Words.of(table.caption()), screen.line().add("  "), screen));
        }
        lines.addAll(row(table.columns(), widths, right, Ink.MUTED));
        for (List<String> row : table.rows()) {
            lines.addAll(row(row, widths, right, Ink.PLAIN));
        }
        return lines;
    }

    /** Takes from the widest until the table fits. */
    private void fit(int[] widths) {
        int room = screen.width() - 2 - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int c = 1; c < widths.length; c++) {
                widest = widths[c] > widths[widest] ? c : widest;
            }
            widths[widest]--;
        }
    }

    private List<Line> row(List<String> cells, int[] widths, boolean[] right, Ink ink) {
        List<List<Line>> set = new ArrayList<>();
        int height = 1;
        for (int c = 0; c < cells.size(); c++) {
            Screen column = new Screen(widths[c], screen.colour(), screen.unicode());
            List<Line> lines =
                    ink == Ink.MUTED
                            ? List.of(column.line().add(Words.of(cells.get(c)).plain(), ink))
                            : Paragraphs.set(Words.of(cells.get(c)), column.line(), column);
            set.add(lines);
            height = Math.max(height, lines.size());
        }
        List<Line> lines = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            Line line = screen.line();
            int at = 2;
            for (int c = 0; c < cells.size(); c++) {
                if (r < set.get(c).size()) {
                    Line cell = set.get(c).get(r);
                    line.to(right[c] ? at + widths[c] - cell.length() : at).add(cell);
                }
                at += widths[c] + GAP;
            }
            lines.add(line);
        }
        return lines;
    }

    private int length(String markup) {
        String text = Words.of(markup).plain();
        return screen.unicode()
                ? text.codePointCount(0, text.length())
                : Spelling.ascii(text).length();
    }
}
