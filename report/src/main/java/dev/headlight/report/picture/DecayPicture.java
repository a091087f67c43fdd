package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Sink;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Attention by distance, over uniform attention at that distance, both axes logarithmic: mean over heads
 * with its interval, the heads faint, both fits, the control, and uniform attention, which is the line at 1.
 * Distance 0 has no place on a logarithmic axis.
 */
public final class DecayPicture {

    private DecayPicture() {}

    /** Draws the curve {@code sink=without}, or the only one there is. */
    public static BufferedImage draw(AnalysisResults results) {
        DecayCurve curve =
                results.decay().stream()
                        .filter(c -> c.sink() == Sink.WITHOUT)
                        .findFirst()
                        .orElseGet(() -> results.decay().getFirst());
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(axis("distance between query and key, tokens"));
        DecadeAxis ratio = axis("attention over uniform attention");
        plot.setRangeAxis(ratio);
        int at = 0;
        plot.setDataset(at, mean(curve));
        plot.setRenderer(at++, ribbon());
        plot.setDataset(at, line("uniform attention", curve, d -> 1));
        plot.setRenderer(at++, ChartStyle.lines(ChartStyle.MUTED, ChartStyle.DOTTED));
        if (curve.controlMean().length > 0) {
            plot.setDataset(at, points("random-initialised control", curve, curve.controlMean()));
            plot.setRenderer(at++, ChartStyle.lines(ChartStyle.MUTED, ChartStyle.DASHED));
        }
        double[] power = curve.powerLaw();
        if (power.length == 2) {
            plot.setDataset(
                    at,
                    line(
                            fit("power law, slope", -power[1], "power law", curve),
                            curve,
                            d -> Math.exp(power[0] - power[1] * Math.log(d))));
            plot.setRenderer(at++, ChartStyle.lines(ChartStyle.COMPARISON, ChartStyle.THIN));
        }
        double[] exponential = curve.exponential();
        if (exponential.length == 2) {
            plot.setDataset(
                    at,
                    line(
                            fit("exponential, rate", -exponential[1], "exponential", curve),
                            curve,
                            d -> Math.exp(exponential[0] - exponential[1] * d)));
            plot.setRenderer(at++, ChartStyle.lines(ChartStyle.COMPARISON, ChartStyle.DASH_DOTTED));
        }
        plot.setDataset(at, heads(curve));
        plot.setRenderer(at, faint(curve));
        ratio.setRange(lowest(curve), highest(curve));
        JFreeChart chart =
                ChartStyle.chart(
                        plot,
                        "Attention by distance",
                        List.of(
                                Captions.basis(
                                        results,
                                        curve.sink() == Sink.WITHOUT
                                                ? "key 0 left out of every row"
                                                : "key 0 included")),
                        true);
        return chart.createBufferedImage(1200, 800);
    }

    /** Where a bin stands on the axis: the geometric middle of its distances. */
    static double middle(DecayCurve curve, int bin) {
        return Math.sqrt((double) curve.from()[bin] * curve.to()[bin]);
    }

    private static DecadeAxis axis(String label) {
        DecadeAxis axis = new DecadeAxis();
        ChartStyle.style(axis, label);
        axis.setLowerMargin(0.03);
        axis.setUpperMargin(0.03);
        return axis;
    }

    private static String fit(String name, double slope, String id, DecayCurve curve) {
        return String.format(
                Locale.ROOT,
                "%s %.3g%s",
                name,
                slope,
                curve.betterFit().equals(id) ? " (predicts held-out documents better)" : "");
    }

    private static YIntervalSeriesCollection mean(DecayCurve curve) {
        YIntervalSeries series = new YIntervalSeries("mean over heads, 95% interval");
        for (int b = 0; b < curve.from().length; b++) {
            if (curve.from()[b] > 0 && curve.ratioLow()[b] > 0 && curve.ratioMean()[b] > 0) {
                series.add(
                        middle(curve, b),
                        curve.ratioMean()[b],
                        curve.ratioLow()[b],
                        curve.ratioHigh()[b]);
            }
        }
        YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        data.addSeries(series);
        return data;
    }

    private static DeviationRenderer ribbon() {
        DeviationRenderer ribbon = new DeviationRenderer(true, false);
        ribbon.setSeriesPaint(0, ChartStyle.MODEL);
        ribbon.setSeriesFillPaint(0, ChartStyle.MODEL);
        ribbon.setSeriesStroke(0, ChartStyle.BOLD);
        ribbon.setAlpha(0.25f);
        return ribbon;
    }

    private static XYSeriesCollection points(String name, DecayCurve curve, double[] values) {
        XYSeries series = new XYSeries(name);
        for (int b = 0; b < curve.from().length; b++) {
            if (curve.from()[b] > 0) {
                series.add(middle(curve, b), values[b] > 0 ? values[b] : Double.NaN);
            }
        }
        return new XYSeriesCollection(series);
    }

    /** A function of distance, drawn finely enough for an exponential to bend. */
    private static XYSeriesCollection line(
            String name, DecayCurve curve, DoubleUnaryOperator value) {
        XYSeries series = new XYSeries(name);
        double last = Math.max(1.001, middle(curve, curve.from().length - 1));
        for (int i = 0; i <= 100; i++) {
            double d = Math.pow(last, i / 100.0);
            double y = value.applyAsDouble(d);
            series.add(d, y > 0 ? y : Double.NaN);
        }
        return new XYSeriesCollection(series);
    }

    private static XYSeriesCollection heads(DecayCurve curve) {
        XYSeriesCollection data = new XYSeriesCollection();
        for (int l = 0; l < curve.attention().length; l++) {
            for (int h = 0; h < curve.attention()[l].length; h++) {
                double[] ratio = new double[curve.from().length];
                for (int b = 0; b < ratio.length; b++) {
                    ratio[b] = curve.attention()[l][h][b] / curve.uniform()[b];
                }
                String name = data.getSeriesCount() == 0 ? "one head" : "layer " + l + " head " + h;
                data.addSeries(points(name, curve, ratio).getSeries(0));
            }
        }
        return data;
    }

    private static XYLineAndShapeRenderer faint(DecayCurve curve) {
        int heads = curve.attention().length * Math.max(1, curve.attention()[0].length);
        int alpha = Math.clamp(2400 / Math.max(heads, 1), 14, 60);
        XYLineAndShapeRenderer faint =
                ChartStyle.lines(ChartStyle.withAlpha(ChartStyle.MODEL, alpha), ChartStyle.HAIR);
        faint.setDefaultSeriesVisibleInLegend(false);
        faint.setSeriesVisibleInLegend(0, true);
        return faint;
    }

    /** The axis follows the curves of the means, and lets single heads leave it: one outlier must not flatten all. */
    private static double lowest(DecayCurve curve) {
        double low = 0.5;
        for (int b = 0; b < curve.from().length; b++) {
            if (curve.from()[b] > 0 && curve.ratioMean()[b] > 0) {
                low = Math.min(low, curve.ratioMean()[b] / 3);
            }
        }
        return Math.max(low, 1e-5);
    }

    private static double highest(DecayCurve curve) {
        double high = 2;
        for (int b = 0; b < curve.from().length; b++) {
            if (curve.from()[b] > 0 && curve.ratioMean()[b] > 0) {
                high = Math.max(high, curve.ratioMean()[b] * 3);
            }
        }
        return high;
    }
}
