package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Lines as marks, one mark a line. */
final class ChartText {

    private static final String[] MARKS = {"*", "o", "+", "x", "#", "%"};

    private final Screen screen;

    ChartText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Figure.LineChart chart) {
        Axis x = Axis.linear();
        Axis y = chart.logarithmic() ? Axis.logarithmic() : Axis.linear();
        for (Figure.Series series : chart.series()) {
            x.include(series.x());
            y.include(series.y());
        }
        PlotText plot = new PlotText(screen);
        for (int s = 0; s < chart.series().size(); s++) {
            draw(chart.series().get(s), plot, x, y, MARKS[s % MARKS.length]);
        }
        List<Line> lines =
                new ArrayList<>(
                        plot.lines(
                                chart.title(),
                                chart.y(),
                                chart.x(),
                                y.label(1),
                                y.label(1 - (PlotText.ROWS / 2) / (PlotText.ROWS - 1.0)),
                                y.label(0),
                                x.label(0),
                                x.label(0.5),
                                x.label(1)));
        Line legend = screen.line().to(2);
        for (int s = 0; s < chart.series().size(); s++) {
            Figure.Series series = chart.series().get(s);
            String text = MARKS[s % MARKS.length] + " " + series.name();
            if (legend.length() > 2 && legend.length() + 3 + text.length() > screen.width()) {
                lines.add(legend);
                legend = screen.line().to(2);
            }
            legend.add(legend.length() > 2 ? "   " : "").add(text, Ink.of(series.role()));
        }
        lines.add(legend);
        return lines;
    }

    /** Every column between the points, so that the line has no holes. */
    private static void draw(Figure.Series series, PlotText plot, Axis x, Axis y, String mark) {
        Ink ink = Ink.of(series.role());
        for (int i = 0; i < series.x().length; i++) {
            double c = x.share(series.x()[i]) * (plot.columns - 1);
            double r = (1 - y.share(series.y()[i])) * (PlotText.ROWS - 1);
            boolean last = i == series.x().length - 1;
            double nextC = last ? c : x.share(series.x()[i + 1]) * (plot.columns - 1);
            double nextR = last ? r : (1 - y.share(series.y()[i + 1])) * (PlotText.ROWS - 1);
            int steps = Math.max(1, (int) Math.max(Math.abs(nextC - c), Math.abs(nextR - r)));
            for (int n = 0; n < steps; n++) {
                double part = n / (double) steps;
                int column = (int) Math.round(c + part * (nextC - c));
                if (series.dashed() && column % 4 > 1) {
                    continue;
                }
                plot.mark((int) Math.round(r + part * (nextR - r)), column, mark, ink);
            }
        }
    }

    /** Numbers to shares of an axis, from 0 to 1. */
    static final class Axis {
        private final boolean logarithmic;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        private Axis(boolean logarithmic) {
            this.logarithmic = logarithmic;
        }

        static Axis linear() {
            return new Axis(false);
        }

        static Axis logarithmic() {
            return new Axis(true);
        }

        void include(double[] values) {
            for (double v : values) {
                double at = logarithmic ? Math.log10(v) : v;
                if (Double.isFinite(at)) {
                    least = Math.min(least, at);
                    most = Math.max(most, at);
                }
            }
        }

        double share(double v) {
            double at = logarithmic ? Math.log10(v) : v;
            return most > least ? Math.clamp((at - least) / (most - least), 0, 1) : 0.5;
        }

        String label(double share) {
            double at = least + share * (most - least);
            double v = logarithmic ? Math.pow(10, at) : at;
            double size = Math.abs(v);
            int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
            return Numbers.plain(v, decimals);
        }
    }
}
