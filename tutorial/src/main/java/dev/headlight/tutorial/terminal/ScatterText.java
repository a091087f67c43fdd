package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Figure;
import java.util.List;

/** Points as the first letters of their names; which of two that meet in a cell is seen is the later one. */
final class ScatterText {

    private final Screen screen;

    ScatterText(Screen screen) {
        this.screen = screen;
    }

    List<Line> set(Figure.Scatter scatter) {
        ChartText.Axis x = ChartText.Axis.linear();
        ChartText.Axis y = ChartText.Axis.linear();
        x.include(scatter.x());
        y.include(scatter.y());
        PlotText plot = new PlotText(screen);
        for (int i = 0; i < scatter.x().length; i++) {
            plot.mark(
                    (int) Math.round((1 - y.share(scatter.y()[i])) * (PlotText.ROWS - 1)),
                    (int) Math.round(x.share(scatter.x()[i]) * (plot.columns - 1)),
                    scatter.names().get(i).substring(0, 1),
                    Ink.STRONG);
        }
        return plot.lines(
                scatter.title(),
                scatter.up(),
                scatter.across(),
                y.label(1),
                y.label(1 - (PlotText.ROWS / 2) / (PlotText.ROWS - 1.0)),
                y.label(0),
                x.label(0),
                x.label(0.5),
                x.label(1));
    }
}
