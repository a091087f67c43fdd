package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.PhaseChange;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import java.awt.Color;
import java.awt.Stroke;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/**
 * The heads over training, in panels on one axis of steps: loss, in-context learning, the best induction and
 * previous-token heads among all heads, the share of sink heads; the phase change shaded through all.
 */
public final class TimelinePicture {

    private TimelinePicture() {}

    /** Draws the panels. */
    public static BufferedImage draw(AnalysisResults results, Timeline timeline) {
        return draw(Captions.model(results), timeline);
    }

    /**
     * Draws the panels.
     *
     * @param model which one, in words
     */
    public static BufferedImage draw(String model, Timeline timeline) {
        List<TimelinePoint> points = timeline.points();
        NumberAxis steps = new NumberAxis();
        ChartStyle.style(steps, "optimizer steps");
        double first = (double) points.getFirst().step();
        steps.setRange(first, Math.max(first + 1, (double) points.getLast().step()));
        CombinedDomainXYPlot panels = new CombinedDomainXYPlot(steps);
        panels.setGap(14);
        panels.add(losses(points), 6);
        panels.add(icl(points), 4);
        panels.add(heads(points), 6);
        panels.add(sinks(points), 3);
        PhaseChange change = timeline.phaseChange();
        if (change != null) {
            boolean late = (double) change.from() > steps.getRange().getCentralValue();
            for (int n = 0; n < panels.getSubplots().size(); n++) {
                panels.getSubplots()
                        .get(n)
                        .addDomainMarker(marker(change, n == 1, late), Layer.BACKGROUND);
            }
        }
        JFreeChart chart =
                ChartStyle.chart(
                        panels, "How the heads formed", List.of(model, found(change)), true);
        return chart.createBufferedImage(1200, 1280);
    }

    private static String found(@Nullable PhaseChange change) {
        return change == null
                ? "no phase change: the best induction score does not rise within a short stretch of the run"
                : String.format(
                        Locale.ROOT,
                        "shaded: the phase change, in which head L%dH%d went from an induction score of %.2f to %.2f",
                        change.layer(),
                        change.head(),
                        change.inductionFrom(),
                        change.inductionTo());
    }

    /** The label stands in the panel of in-context learning, which falls: above its right, or below its left. */
    private static IntervalMarker marker(PhaseChange change, boolean labelled, boolean late) {
        IntervalMarker marker =
                new IntervalMarker(
                        change.from(), change.to(), ChartStyle.withAlpha(ChartStyle.INK, 32));
        marker.setAlpha(1);
        if (labelled) {
            marker.setLabel(
                    String.format(
                            Locale.ROOT,
                            " phase change, step %,d to %,d ",
                            change.from(),
                            change.to()));
            marker.setLabelFont(ChartStyle.TICK);
            marker.setLabelPaint(ChartStyle.INK);
            marker.setLabelBackgroundColor(ChartStyle.withAlpha(Color.WHITE, 0));
            marker.setLabelAnchor(late ? RectangleAnchor.BOTTOM_LEFT : RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(late ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_LEFT);
        }
        return marker;
    }

    private static XYPlot losses(List<TimelinePoint> points) {
        XYPlot panel = panel("loss, nats");
        add(panel, "held-out text", points, TimelinePoint::loss, ChartStyle.MODEL, ChartStyle.BOLD);
        add(
                panel,
                "random repeats, second copy",
                points,
                TimelinePoint::lossLater,
                ChartStyle.COMPARISON,
                ChartStyle.BOLD);
        add(
                panel,
                "random repeats, first copy",
                points,
                TimelinePoint::lossFirst,
                ChartStyle.COMPARISON,
                ChartStyle.THIN);
        return panel;
    }

    private static XYPlot icl(List<TimelinePoint> points) {
        XYPlot panel = panel("late - early, nats");
        ((NumberAxis) panel.getRangeAxis()).setAutoRangeIncludesZero(true);
        add(
                panel,
                "in-context learning (loss at a late position minus at an early one)",
                points,
                TimelinePoint::icl,
                ChartStyle.INK,
                ChartStyle.THIN);
        return panel;
    }

    private static XYPlot heads(List<TimelinePoint> points) {
        XYPlot panel = panel("score, key 0 left out");
        panel.getRangeAxis().setRange(0, 1.03);
        add(
                panel,
                "best induction head",
                points,
                p -> p.bestInduction().value(),
                ChartStyle.MODEL,
                ChartStyle.BOLD);
        add(
                panel,
                "best previous-token head",
                points,
                p -> p.bestPreviousToken().value(),
                ChartStyle.COMPARISON,
                ChartStyle.BOLD);
        faint(panel, points, TimelinePoint::inductionEntry, ChartStyle.MODEL);
        faint(panel, points, TimelinePoint::previousToken, ChartStyle.COMPARISON);
        return panel;
    }

    private static XYPlot sinks(List<TimelinePoint> points) {
        XYPlot panel = panel("sink rate");
        panel.getRangeAxis().setRange(0, 1.03);
        add(
                panel,
                "share of sink heads",
                points,
                TimelinePoint::sinkRate,
                ChartStyle.MUTED,
                ChartStyle.BOLD);
        return panel;
    }

    private static XYPlot panel(String label) {
        XYPlot panel = new XYPlot();
        NumberAxis axis = new NumberAxis();
        ChartStyle.style(axis, label);
        axis.setAutoRangeIncludesZero(true);
        panel.setRangeAxis(axis);
        ChartStyle.ground(panel);
        return panel;
    }

    private static void add(
            XYPlot panel,
            String name,
            List<TimelinePoint> points,
            ToDoubleFunction<TimelinePoint> figure,
            Color colour,
            Stroke stroke) {
        XYSeries series = new XYSeries(name);
        points.forEach(p -> series.add((double) p.step(), figure.applyAsDouble(p)));
        int at = panel.getDatasetCount();
        panel.setDataset(at, new XYSeriesCollection(series));
        panel.setRenderer(at, ChartStyle.lines(colour, stroke));
    }

    /** Every head as a thin line; of a model of many heads so light that they do not hide the best. */
    private static void faint(XYPlot panel, List<TimelinePoint> points, Heads score, Color colour) {
        double[][] shape = score.of(points.getFirst());
        XYSeriesCollection data = new XYSeriesCollection();
        for (int l = 0; l < shape.length; l++) {
            for (int h = 0; h < shape[l].length; h++) {
                XYSeries series = new XYSeries("L" + l + "H" + h);
                for (TimelinePoint p : points) {
                    series.add((double) p.step(), score.of(p)[l][h]);
                }
                data.addSeries(series);
            }
        }
        int alpha = Math.clamp(2400 / Math.max(data.getSeriesCount(), 1), 20, 90);
        XYLineAndShapeRenderer lines =
                ChartStyle.lines(ChartStyle.withAlpha(colour, alpha), ChartStyle.HAIR);
        lines.setDefaultSeriesVisibleInLegend(false);
        int at = panel.getDatasetCount();
        panel.setDataset(at, data);
        panel.setRenderer(at, lines);
    }

    /** A score of every head at a point. */
    private interface Heads {
        double[][] of(TimelinePoint point);
    }
}
