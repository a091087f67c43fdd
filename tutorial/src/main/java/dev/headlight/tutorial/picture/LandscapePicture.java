package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.Locale;

/** A map of cells, low light and high dark, with paths from their letters to their dots. */
record LandscapePicture(Figure.Landscape map) {

    private static final int MOST_CELLS = 80; // each way: an SVG of some thousand marks
    private static final double ROW = 17;
    private static final Tone[] PATHS = {
        Tone.LOW, Tone.QUERY, Tone.VALUE, Tone.WEIGHT, Tone.OUTPUT
    };

    /** Draws it and returns its height. */
    double draw(Canvas canvas) {
        double[] across = map.across();
        double[] up = map.up();
        Frame frame =
                new Frame(
                        new Frame.Axis(map.x(), across[0], across[across.length - 1], false),
                        new Frame.Axis(map.y(), up[0], up[up.length - 1], false));
        cells(canvas);
        frame.draw(canvas, false);
        double at = Frame.HEIGHT + 10;
        for (int p = 0; p < map.paths().size(); p++) {
            Figure.Path path = map.paths().get(p);
            Tone tone = PATHS[p % PATHS.length];
            double[] px = new double[path.x().length];
            double[] py = new double[px.length];
            for (int i = 0; i < px.length; i++) {
                px[i] = frame.x(Math.clamp(path.x()[i], across[0], across[across.length - 1]));
                py[i] = frame.y(Math.clamp(path.y()[i], up[0], up[up.length - 1]));
            }
            canvas.line(px, py, new Canvas.Pen(Tone.PAPER, 4, false));
            canvas.line(px, py, new Canvas.Pen(tone, 2, false));
            canvas.dot(px[px.length - 1], py[py.length - 1], 5, Tone.PAPER);
            canvas.dot(px[px.length - 1], py[py.length - 1], 4, tone);
            String letter = Character.toString((char) ('a' + p));
            canvas.text(
                    px[0],
                    py[0] - 5,
                    letter,
                    Canvas.Type.of(Tone.INK, 12, Canvas.Anchor.MIDDLE).inBold());
            canvas.line(
                    Frame.LEFT, at - 4, Frame.LEFT + 24, at - 4, new Canvas.Pen(tone, 2, false));
            canvas.text(
                    Frame.LEFT + 32,
                    at,
                    letter + ": " + path.name(),
                    Canvas.Type.of(Tone.INK, 11, Canvas.Anchor.START));
            at += ROW;
        }
        canvas.text(Frame.LEFT, at, shades(), Canvas.Type.of(Tone.MUTED, 11, Canvas.Anchor.START));
        return at + 8;
    }

    private String shades() {
        return String.format(
                Locale.ROOT,
                "light %s … dark %s%s",
                Numbers.plain(extreme(true), 3),
                Numbers.plain(extreme(false), 2),
                map.logarithmic() ? ", by the logarithm" : "");
    }

    private void cells(Canvas canvas) {
        int rows = Math.min(MOST_CELLS, map.up().length);
        int columns = Math.min(MOST_CELLS, map.across().length);
        double least = scaled(extreme(true));
        double most = scaled(extreme(false));
        double w = (Frame.WIDTH - Frame.LEFT - Frame.RIGHT) / columns;
        double h = (Frame.HEIGHT - Frame.TOP - Frame.BOTTOM) / rows;
        for (int r = 0; r < rows; r++) {
            int i = (int) Math.round((1 - (r + 0.5) / rows) * (map.up().length - 1));
            for (int c = 0; c < columns; c++) {
                int j = (int) Math.round((c + 0.5) / columns * (map.across().length - 1));
                double share = (scaled(map.height()[i][j]) - least) / (most - least);
                double x = Frame.LEFT + c * w;
                canvas.rectangle(x, Frame.TOP + r * h, w + 0.3, h + 0.3, Tone.MUTED, share * 0.85);
            }
        }
    }

    private double scaled(double v) {
        return map.logarithmic() ? Math.log(v) : v;
    }

    private double extreme(boolean least) {
        double found = map.height()[0][0];
        for (double[] row : map.height()) {
            for (double v : row) {
                found = least ? Math.min(found, v) : Math.max(found, v);
            }
        }
        return found;
    }
}
