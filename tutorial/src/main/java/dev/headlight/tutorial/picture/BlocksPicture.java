package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Blocks below each other as one picture: headings, formulas, matrices, heat maps and paragraphs that fit on a line; what
 * else a lesson has is left to terminal and page.
 */
public final class BlocksPicture {

    private static final double WIDTH = 760;
    private static final double LEFT = 28;
    private static final double LETTER = 8.4; // width of a fixed letter of SIZE
    private static final double SIZE = 14;
    private static final double ROW = 20;
    private static final int MOST = 8; // rows and columns shown of a large matrix

    private final List<Block> blocks;
    private final Canvas canvas;
    private double y = 20;

    private BlocksPicture(List<Block> blocks, Canvas canvas) {
        this.blocks = blocks;
        this.canvas = canvas;
    }

    /** As a file of SVG. */
    public static String svg(List<Block> blocks, String title) {
        SvgCanvas canvas = new SvgCanvas();
        double height = new BlocksPicture(blocks, canvas).draw();
        return canvas.file(WIDTH, height, title);
    }

    /** As pixels on white. */
    public static BufferedImage image(List<Block> blocks) {
        double height = new BlocksPicture(blocks, new SvgCanvas()).draw(); // to measure
        PixelCanvas canvas = new PixelCanvas(WIDTH, height);
        new BlocksPicture(blocks, canvas).draw();
        return canvas.image();
    }

    private double draw() {
        for (Block block : blocks) {
            switch (block) {
                case Block.Heading(String text) -> {
                    y += 26;
                    canvas.text(LEFT - 8, y, text, type(Tone.INK, 16).inBold());
                    y += 12;
                }
                case Block.Formula(var words) ->
                        words.plain().lines().forEach(l -> line(l, Tone.MUTED));
                case Block.Paragraph(var words) -> line(words.plain(), Tone.INK);
                case Block.Matrices matrices -> matrices(matrices);
                case Block.Picture(Figure.HeatMap map) when map.grid().columnCount() > 4 ->
                        heat(map);
                default -> {}
            }
        }
        return y + 24;
    }

    private void line(String text, Tone tone) {
        y += ROW;
        canvas.text(LEFT, y, text, type(tone, SIZE).fixedWidth());
        y += 4;
    }

    private void heat(Figure.HeatMap map) {
        Grid grid = map.grid();
        double cell = Math.min(36, (WIDTH - 2 * LEFT) / grid.columnCount());
        y += 12;
        for (int r = 0; r < grid.rowCount(); r++) {
            for (int c = 0; c < grid.columnCount(); c++) {
                double x = LEFT + c * cell;
                canvas.rectangle(x, y, cell - 0.5, cell - 0.5, Tone.RAISED, 1);
                double share = Math.clamp(grid.values()[r][c], 0, 1);
                canvas.rectangle(x, y, cell - 0.5, cell - 0.5, Tone.of(grid.role()), share);
            }
            y += cell;
        }
    }

    private void matrices(Block.Matrices block) {
        double x = LEFT;
        double top = y + 10;
        double lowest = top;
        for (int i = 0; i < block.grids().size(); i++) {
            Grid grid = block.grids().get(i);
            String sign = i == 0 ? "" : block.signs().get(i - 1);
            double width = width(grid) + (sign.isEmpty() ? 0 : 3 * LETTER);
            if (i > 0 && x + width > WIDTH - LEFT) {
                x = LEFT;
                top = lowest + 8;
            }
            double high = top + ROW + grid.rowsShown(MOST).size() * ROW;
            if (!sign.isEmpty()) {
                canvas.text(x, (top + ROW + high) / 2 + 5, sign, type(Tone.MUTED, 18));
                x += 3 * LETTER;
            }
            matrix(grid, x, top);
            lowest = Math.max(lowest, high);
            x += width(grid) + 16;
        }
        y = lowest + 4;
    }

    private void matrix(Grid grid, double x, double top) {
        Tone tone = Tone.of(grid.role());
        List<Integer> rows = grid.rowsShown(MOST);
        List<Integer> columns = grid.columnsShown(MOST);
        double labels = labelWidth(grid);
        double cell = cellWidth(grid);
        double inner = columns.size() * cell + 8;
        canvas.text(x + labels + 2, top + 14, grid.name(), type(tone, SIZE).inBold().fixedWidth());
        double base = top + ROW;
        Canvas.Type number = new Canvas.Type(tone, SIZE, Canvas.Anchor.END, false, true);
        Canvas.Type label = new Canvas.Type(Tone.MUTED, 11, Canvas.Anchor.END, false, true);
        for (int r = 0; r < rows.size(); r++) {
            double line = base + r * ROW + 15;
            int row = rows.get(r);
            if (labels > 0) {
                canvas.text(x + labels - 6, line, row < 0 ? "…" : grid.rows().get(row), label);
            }
            for (int c = 0; c < columns.size(); c++) {
                int column = columns.get(c);
                String text =
                        row < 0 || column < 0
                                ? "…"
                                : Numbers.fixed(grid.values()[row][column], grid.shownDecimals());
                canvas.text(x + labels + (c + 1) * cell, line, text, number);
            }
        }
        double high = rows.size() * ROW;
        bracket(x + labels, base, high, 5, tone);
        bracket(x + labels + inner, base, high, -5, tone);
    }

    private void bracket(double x, double y, double high, double foot, Tone tone) {
        canvas.line(
                new double[] {x + foot, x, x, x + foot},
                new double[] {y + 1, y + 1, y + high, y + high},
                new Canvas.Pen(tone, 1.5, false));
    }

    private static double width(Grid grid) {
        return labelWidth(grid) + grid.columnsShown(MOST).size() * cellWidth(grid) + 8;
    }

    private static double labelWidth(Grid grid) {
        int letters = grid.rows().stream().mapToInt(String::length).max().orElse(0);
        return letters == 0 ? 0 : letters * 7 + 8;
    }

    private static double cellWidth(Grid grid) {
        int letters = 1;
        for (double[] row : grid.values()) {
            for (double v : row) {
                letters = Math.max(letters, Numbers.fixed(v, grid.shownDecimals()).length());
            }
        }
        return letters * LETTER + 12;
    }

    private static Canvas.Type type(Tone tone, double size) {
        return Canvas.Type.of(tone, size, Canvas.Anchor.START);
    }
}
