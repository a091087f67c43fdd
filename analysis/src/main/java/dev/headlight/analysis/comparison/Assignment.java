package dev.headlight.analysis.comparison;

import java.util.Arrays;

/**
 * The assignment of rows to columns with the least total cost, by shortest augmenting paths with potentials. {@code
 * O(rows^2 columns)}. Source: Kuhn 1955; Jonker and Volgenant 1987.
 */
final class Assignment {

    private Assignment() {}

    /**
     * The column of each row.
     *
     * @param cost [row][column], finite, no more rows than columns
     */
    static int[] least(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        if (rows > columns) {
            throw new IllegalArgumentException(rows + " rows for " + columns + " columns");
        }
        // Row and column 0 stand for "none yet"; real ones count from 1.
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            augment(row, cost, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[rows];
        for (int c = 1; c <= columns; c++) {
            if (rowOf[c] > 0) {
                columnOf[rowOf[c] - 1] = c - 1;
            }
        }
        return columnOf;
    }

    /** Gives {@code row} a column, moving others along the cheapest path. */
    private static void augment(int row, double[][] cost, double[] u, double[] v, int[] rowOf) {
        int columns = v.length - 1;
        double[] shortest = new double[columns + 1];
        int[] before = new int[columns + 1];
        boolean[] visited = new boolean[columns + 1];
        Arrays.fill(shortest, Double.POSITIVE_INFINITY);
        rowOf[0] = row;
        int at = 0;
        do {
            visited[at] = true;
            int r = rowOf[at];
            double least = Double.POSITIVE_INFINITY;
            int next = 0;
            for (int c = 1; c <= columns; c++) {
                if (!visited[c]) {
                    double reduced = cost[r - 1][c - 1] - u[r] - v[c];
                    if (reduced < shortest[c]) {
                        shortest[c] = reduced;
                        before[c] = at;
                    }
                    if (shortest[c] < least) {
                        least = shortest[c];
                        next = c;
                    }
                }
            }
            for (int c = 0; c <= columns; c++) {
                if (visited[c]) {
                    u[rowOf[c]] += least;
                    v[c] -= least;
                } else {
                    shortest[c] -= least;
                }
            }
            at = next;
        } while (rowOf[at] != 0);
        while (at != 0) {
            rowOf[at] = rowOf[before[at]];
            at = before[at];
        }
    }
}
