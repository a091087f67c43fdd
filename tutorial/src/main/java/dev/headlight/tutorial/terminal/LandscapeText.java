package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A map of glyphs: the fuller, the higher; a path is a letter. */
final class LandscapeText {

    private static final String END = "@";

    private final Screen screen;

    LandscapeText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Figure.Landscape map) {
        double[] across = map.across();
        double[] up = map.up();
        double[][] heights = new double[up.length][];
        for (int r = 0; r < up.length; r++) {
            double[] row = map.height()[r];
            heights[r] = map.logarithmic() ? Arrays.stream(row).map(Math::log10).toArray() : row;
        }
        Shade shade = Shade.of(Figure.Scale.RANGE, heights);
        PlotText plot = new PlotText(screen);
        for (int r = 0; r < PlotText.ROWS; r++) {
            int y = (int) Math.round((1 - r / (PlotText.ROWS - 1.0)) * (up.length - 1));
            for (int c = 0; c < plot.columns; c++) {
                int x = (int) Math.round(c / (plot.columns - 1.0) * (across.length - 1));
                plot.mark(r, c, shade.glyph(heights[y][x]), Ink.MUTED);
            }
        }
        for (int p = 0; p < map.paths().size(); p++) {
            path(map.paths().get(p), p, map, plot);
        }
        List<Line> lines =
                new ArrayList<>(
                        plot.lines(
                                map.title(),
                                map.y(),
                                map.x(),
                                text(up[up.length - 1]),
                                text(up[0] + (up[up.length - 1] - up[0]) * 0.4667),
                                text(up[0]),
                                text(across[0]),
                                text((across[0] + across[across.length - 1]) / 2),
                                text(across[across.length - 1])));
        Line legend = screen.line().add("  ");
        for (int step = 0; step <= 4; step++) {
            double h = shade.at(step);
            double shown = map.logarithmic() ? Math.pow(10, h) : h;
            legend.add(step == 0 ? "" : "  ").add("[" + shade.glyph(h).repeat(2) + "] ");
            legend.add(Numbers.plain(shown, shown >= 10 ? 0 : 2), Ink.MUTED);
        }
        lines.add(legend);
        for (int p = 0; p < map.paths().size(); p++) {
            lines.add(
                    screen.line()
                            .add("  " + letter(p), Ink.STRONG)
                            .add(" " + map.paths().get(p).name()));
        }
        if (!map.paths().isEmpty()) {
            lines.add(screen.line().add("  " + END, Ink.STRONG).add(" where they end"));
        }
        return lines;
    }

    private static void path(Figure.Path path, int p, Figure.Landscape map, PlotText plot) {
        int last = path.x().length - 1;
        for (int i = 0; i <= last; i++) {
            double x = share(path.x()[i], map.across());
            double y = share(path.y()[i], map.up());
            String letter = letter(p);
            plot.mark(
                    (int) Math.round((1 - y) * (PlotText.ROWS - 1)),
                    (int) Math.round(x * (plot.columns - 1)),
                    i == last ? END : letter,
                    Ink.STRONG);
        }
    }

    private static double share(double v, double[] axis) {
        return (v - axis[0]) / (axis[axis.length - 1] - axis[0]);
    }

    private static String letter(int p) {
        return Character.toString((char) ('a' + p % 26));
    }

    private static String text(double x) {
        return Numbers.plain(x, 2);
    }
}
