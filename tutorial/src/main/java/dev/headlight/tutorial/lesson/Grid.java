package dev.headlight.tutorial.lesson;

import java.util.ArrayList;
import java.util.List;

/**
 * A matrix with a name, to be shown.
 *
 * @param name as in the formula: {@code Q}, {@code W_q}
 * @param role its colour
 * @param rows labels, one a row; empty where the rows have none
 * @param columns labels, one a column; empty where the columns have none
 * @param values {@code [rows][columns]}; NaN is shown as a gap; not to be written
 * @param decimals digits after the point at most; the same for all, fewer where all end in zeros
 */
public record Grid(
        String name,
        Role role,
        List<String> rows,
        List<String> columns,
        double[][] values,
        int decimals) {

    public Grid {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        values = values.clone();
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException(name + " is empty");
        }
        for (int r = 0; r < values.length; r++) {
            values[r] = values[r].clone();
            if (values[r].length != values[0].length) {
                throw new IllegalArgumentException(name + ": row " + r + " has another length");
            }
        }
        if (!rows.isEmpty() && rows.size() != values.length
                || !columns.isEmpty() && columns.size() != values[0].length) {
            throw new IllegalArgumentException(name + ": as many labels as rows and columns");
        }
    }

    /** A matrix without labels, three decimals. */
    public static Grid of(String name, Role role, double[][] values) {
        return new Grid(name, role, List.of(), List.of(), values, 3);
    }

    /** A row-major array of the engine as a matrix of {@code columns} columns, without labels. */
    public static Grid of(String name, Role role, float[] values, int columns) {
        double[][] grid = new double[values.length / columns][columns];
        for (int i = 0; i < grid.length * columns; i++) {
            grid[i / columns][i % columns] = values[i];
        }
        return of(name, role, grid);
    }

    /** The same with labels. */
    public Grid labelled(List<String> rows, List<String> columns) {
        return new Grid(name, role, rows, columns, values, decimals);
    }

    /** The same with other decimals. */
    public Grid decimals(int decimals) {
        return new Grid(name, role, rows, columns, values, decimals);
    }

    /** Digits after the point that show every value as well as {@link #decimals} do. */
    public int shownDecimals() {
        int shown = 0;
        for (double[] row : values) {
            for (double x : row) {
                String text = Double.isFinite(x) ? Numbers.plain(x, decimals) : "0";
                int point = text.indexOf('.');
                if (point >= 0 && text.indexOf('e') < 0) {
                    shown = Math.max(shown, text.length() - point - 1);
                }
            }
        }
        return shown;
    }

    /** Which rows to show where there is room for {@code most}: all, or the first and the last with -1 between. */
    public List<Integer> rowsShown(int most) {
        return shown(rowCount(), most);
    }

    /** Which columns to show, as {@link #rowsShown}. */
    public List<Integer> columnsShown(int most) {
        return shown(columnCount(), most);
    }

    private static List<Integer> shown(int n, int most) {
        List<Integer> shown = new ArrayList<>();
        int front = n <= most ? n : Math.max(1, most - 2);
        for (int i = 0; i < front; i++) {
            shown.add(i);
        }
        if (front < n) {
            shown.add(-1);
            shown.add(n - 1);
        }
        return shown;
    }

    public int rowCount() {
        return values.length;
    }

    public int columnCount() {
        return values[0].length;
    }
}
