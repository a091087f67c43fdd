package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.report.json.PatternRows;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/**
 * Attention of one head over the tokens of a window: a row for each query, a column for each key, the first
 * token at the top left.
 */
public final class MatrixPicture {

    /** More tokens than this, and the axes count positions instead of naming tokens. */
    private static final int MOST_LABELS = 72;

    private static final int SIDE = 880; // of the matrix, in pixels
    private static final int MARGIN = 132; // for the token labels

    private MatrixPicture() {}

    /** Draws one head of one window. */
    public static BufferedImage draw(
            AnalysisResults results, PatternWindow window, PatternWindow.Head head) {
        int tokens = head.rows().length;
        boolean named = tokens <= MOST_LABELS;
        XYBlockRenderer blocks = new XYBlockRenderer();
        blocks.setPaintScale(new WeightScale());
        XYPlot plot =
                new XYPlot(
                        cells(head.rows()),
                        axis("key: the token that is read", window.tokens(), tokens, named),
                        axis("query: the token that reads", window.tokens(), tokens, named),
                        blocks);
        plot.getDomainAxis().setVerticalTickLabels(named);
        plot.getRangeAxis().setInverted(true);
        plot.setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        plot.setFixedDomainAxisSpace(space(0, MARGIN));
        plot.setFixedRangeAxisSpace(space(MARGIN, 0));
        JFreeChart chart =
                ChartStyle.chart(
                        plot,
                        "Attention of layer " + head.layer() + ", head " + head.head(),
                        List.of(
                                results.model().name()
                                        + " on "
                                        + TokenText.shortened(window.document(), 60)
                                        + ", first "
                                        + tokens
                                        + " tokens; each row sums to 1"),
                        false);
        plot.setOutlineVisible(true);
        plot.setOutlinePaint(ChartStyle.GRID);
        chart.addSubtitle(colourBar());
        return chart.createBufferedImage(1200, SIDE + MARGIN + 105);
    }

    private static DefaultXYZDataset cells(float[][] rows) {
        int count = rows.length * (rows.length + 1) / 2;
        double[][] cells = new double[3][count]; // key, query, weight
        int at = 0;
        for (int query = 0; query < rows.length; query++) {
            for (int key = 0; key <= query; key++, at++) {
                cells[0][at] = key;
                cells[1][at] = query;
                // As on disk, so that a picture drawn again from results.json is the same.
                cells[2][at] = PatternRows.round(rows[query][key]);
            }
        }
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("attention", cells);
        return data;
    }

    private static ValueAxis axis(String label, List<String> tokens, int count, boolean named) {
        NumberAxis axis;
        if (named) {
            SymbolAxis symbols =
                    new SymbolAxis(
                            label,
                            tokens.stream()
                                    .limit(count)
                                    .map(TokenText::visible)
                                    .toArray(String[]::new));
            symbols.setGridBandsVisible(false);
            axis = symbols;
        } else {
            axis = new NumberAxis(label);
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        ChartStyle.style(axis, label);
        axis.setAutoRange(false);
        axis.setRange(-0.5, count - 0.5);
        axis.setLabelFont(ChartStyle.TICK);
        axis.setTickMarksVisible(!named);
        axis.setAxisLineVisible(false);
        if (named) {
            int size = Math.clamp((int) (0.66 * SIDE / count), 8, 15);
            axis.setTickLabelFont(ChartStyle.TICK.deriveFont(Font.PLAIN, (float) size));
            axis.setTickLabelInsets(new RectangleInsets(-2, 3, -2, 3));
        }
        return axis;
    }

    private static AxisSpace space(double left, double top) {
        AxisSpace space = new AxisSpace();
        space.setLeft(left);
        space.setTop(top);
        return space;
    }

    private static PaintScaleLegend colourBar() {
        NumberAxis axis = new NumberAxis();
        ChartStyle.style(axis, "attention weight (colour by its square root)");
        axis.setRange(0, 1);
        axis.setTickUnit(
                new NumberTickUnit(
                        0.2,
                        new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
        axis.setLabelFont(ChartStyle.TICK);
        PaintScaleLegend bar = new PaintScaleLegend(new WeightScale(), axis);
        bar.setSubdivisionCount(256);
        bar.setPosition(RectangleEdge.RIGHT);
        bar.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        bar.setStripWidth(18);
        bar.setStripOutlineVisible(false);
        bar.setBackgroundPaint(Color.WHITE);
        bar.setFrame(BlockBorder.NONE);
        bar.setMargin(new RectangleInsets(MARGIN, 14, 4, 0));
        return bar;
    }
}
