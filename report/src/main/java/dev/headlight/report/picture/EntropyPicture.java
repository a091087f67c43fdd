package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Entropy by layer: mean over the heads with its interval, every head a dot, uniform attention at 1, the
 * random-initialised control.
 */
public final class EntropyPicture {

    private EntropyPicture() {}

    /** Draws the curves, {@code sink=without} in bold and {@code sink=with} thin. */
    public static BufferedImage draw(AnalysisResults results) {
        XYPlot plot = new XYPlot();
        NumberAxis layer = new NumberAxis();
        ChartStyle.style(layer, "layer");
        layer.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        layer.setRange(-0.5, results.model().layers() - 0.5);
        NumberAxis entropy = new NumberAxis();
        ChartStyle.style(entropy, "normalised entropy (0 one key, 1 even)");
        entropy.setRange(0, 1.06);
        entropy.setTickUnit(
                new NumberTickUnit(
                        0.2,
                        new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        plot.setDomainAxis(layer);
        plot.setRangeAxis(entropy);
        int at = 0;
        for (LayerCurve curve : results.entropyByLayer()) {
            boolean main = curve.sink() != Sink.WITH;
            if (main) {
                plot.setDataset(at, interval(curve));
                plot.setRenderer(at++, ribbon());
                plot.setDataset(at, line("uniform attention", curve.nullUniform()));
                plot.setRenderer(at++, ChartStyle.lines(ChartStyle.MUTED, ChartStyle.DOTTED));
                if (curve.control().length > 0) {
                    plot.setDataset(at, line("random-initialised control", curve.control()));
                    plot.setRenderer(at++, ChartStyle.lines(ChartStyle.MUTED, ChartStyle.DASHED));
                }
            } else {
                plot.setDataset(at, line("mean, key 0 included", curve.mean()));
                plot.setRenderer(at++, ChartStyle.lines(ChartStyle.COMPARISON, ChartStyle.THIN));
            }
        }
        ScoreMatrix heads = results.score("entropy_normalized", Sink.WITHOUT);
        if (heads != null) {
            plot.setDataset(at, dots(heads));
            plot.setRenderer(at, dotted());
        }
        JFreeChart chart =
                ChartStyle.chart(
                        plot,
                        "Entropy of attention by layer",
                        List.of(Captions.basis(results, "key 0 left out of every row")),
                        true);
        return chart.createBufferedImage(1200, 760);
    }

    private static YIntervalSeriesCollection interval(LayerCurve curve) {
        YIntervalSeries series =
                new YIntervalSeries("mean over heads, 95% interval, key 0 left out");
        for (int l = 0; l < curve.mean().length; l++) {
            series.add(l, curve.mean()[l], curve.low()[l], curve.high()[l]);
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
        ribbon.setAlpha(0.2f);
        return ribbon;
    }

    private static XYSeriesCollection line(String name, double[] values) {
        XYSeries series = new XYSeries(name);
        for (int l = 0; l < values.length; l++) {
            series.add(l, values[l]);
        }
        return new XYSeriesCollection(series);
    }

    private static XYSeriesCollection dots(ScoreMatrix heads) {
        XYSeries series = new XYSeries("one head, key 0 left out");
        for (int l = 0; l < heads.value().length; l++) {
            double[] row = heads.value()[l];
            for (int h = 0; h < row.length; h++) {
                // Side by side by head, so that equal heads do not hide each other.
                series.add(l + 0.5 * (h + 0.5) / row.length - 0.25, row[h]);
            }
        }
        return new XYSeriesCollection(series);
    }

    private static XYLineAndShapeRenderer dotted() {
        XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
        dots.setSeriesPaint(0, ChartStyle.withAlpha(ChartStyle.MODEL, 110));
        dots.setSeriesShape(0, ChartStyle.DOT);
        return dots;
    }
}
