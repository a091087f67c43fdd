package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;

/** Rows and columns as cells: the more colour, the larger; two colours around 0. */
record HeatPicture(Figure.HeatMap map) {

    private static final double TOP = 46;
    private static final double MOST = 64; // of a cell
    private static final double SIZE = 11;
    private static final double READABLE =
            0.5; // of a colour, on which ink can be read in both themes

    /** Draws it and returns its height. */
    double draw(Canvas canvas) {
        Grid grid = map.grid();
        int rows = grid.rowCount();
        int columns = grid.columnCount();
        int letters =
                grid.rows().stream().mapToInt(String::length).max().orElse((rows + "").length());
        double left = Math.min(130, 14 + 7 * letters);
        double cell = Math.min(MOST, (Frame.WIDTH - left - 8) / columns);
        double high = Math.min(cell, 40);
        Canvas.Type muted = Canvas.Type.of(Tone.MUTED, SIZE, Canvas.Anchor.START);
        canvas.text(left, 13, "columns: " + map.read() + "; rows: " + map.reads(), muted);
        int each = Math.max(1, (int) Math.ceil(8 * widest(grid) / cell)); // labels that fit
        for (int c = 0; c < columns; c += each) {
            String label = grid.columns().isEmpty() ? "" + c : grid.columns().get(c);
            canvas.text(
                    left + (c + 0.5) * cell,
                    TOP - 8,
                    label,
                    Canvas.Type.of(Tone.INK, SIZE, Canvas.Anchor.MIDDLE));
        }
        double most = most(grid);
        double least = map.scale() == Figure.Scale.RANGE ? least(grid) : 0;
        boolean numbers = map.numbers() && cell >= 30;
        double deepest = numbers ? READABLE : 1;
        for (int r = 0; r < rows; r++) {
            double y = TOP + r * high;
            String label = grid.rows().isEmpty() ? "" + r : grid.rows().get(r);
            if (high >= 11 || r % 5 == 0) {
                canvas.text(
                        left - 7,
                        y + high / 2 + 4,
                        label,
                        Canvas.Type.of(Tone.INK, SIZE, Canvas.Anchor.END));
            }
            for (int c = 0; c < columns; c++) {
                double v = grid.values()[r][c];
                if (Double.isNaN(v)) {
                    continue;
                }
                double share = most == least ? 0 : (Math.abs(v) - least) / (most - least);
                if (map.scale() == Figure.Scale.RANGE) {
                    share = most == least ? 0 : (v - least) / (most - least);
                }
                Tone tone =
                        map.scale() == Figure.Scale.SIGNED
                                ? v < 0 ? Tone.LOW : Tone.HIGH
                                : Tone.of(grid.role());
                double x = left + c * cell;
                canvas.rectangle(x + 0.5, y + 0.5, cell - 1, high - 1, Tone.RAISED, 1);
                canvas.rectangle(x + 0.5, y + 0.5, cell - 1, high - 1, tone, share * deepest);
                if (numbers) {
                    canvas.text(
                            x + cell / 2,
                            y + high / 2 + 4,
                            Numbers.fixed(v, grid.shownDecimals()),
                            Canvas.Type.of(Tone.INK, SIZE, Canvas.Anchor.MIDDLE).fixedWidth());
                }
            }
        }
        double below = TOP + rows * high + 18;
        String from = Numbers.plain(map.scale() == Figure.Scale.SIGNED ? -most : least, 3);
        canvas.text(left, below, from + " … " + Numbers.plain(most, 3), muted);
        return below + 8;
    }

    private int widest(Grid grid) {
        return grid.columns().stream().mapToInt(String::length).max().orElse(2);
    }

    private double most(Grid grid) {
        double most = map.scale() == Figure.Scale.SHARE ? 0.5 : Double.NEGATIVE_INFINITY;
        for (double[] row : grid.values()) {
            for (double v : row) {
                double size = map.scale() == Figure.Scale.SIGNED ? Math.abs(v) : v;
                most = Double.isFinite(v) ? Math.max(most, size) : most;
            }
        }
        return most;
    }

    private static double least(Grid grid) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] row : grid.values()) {
            for (double v : row) {
                least = Double.isFinite(v) ? Math.min(least, v) : least;
            }
        }
        return least;
    }
}
