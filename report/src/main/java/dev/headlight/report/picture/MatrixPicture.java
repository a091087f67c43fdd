package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.report.json.PatternRows;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
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

    private static final int WIDTH = 1200; // of the picture, in pixels
    private static final int RIGHT = 168; // of the matrix: the colour bar
    private static final int ABOVE = 110; // the margin for labels: the titles
    private static final int AXIS_TITLE = 44; // its height, and what lies between it and the labels

    private MatrixPicture() {}

    /** Draws one head of one window. */
    public static BufferedImage draw(
            AnalysisResults results, PatternWindow window, PatternWindow.Head head) {
        int tokens = head.rows().length;
        boolean named = tokens <= MOST_LABELS;
        int margin = AXIS_TITLE + widestLabel(window.tokens(), tokens, named);
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
        plot.setFixedDomainAxisSpace(space(0, margin));
        plot.setFixedRangeAxisSpace(space(margin, 0));
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
        chart.addSubtitle(colourBar(margin));
        // High enough for the matrix to be square, whatever the labels leave of the width.
        return chart.createBufferedImage(WIDTH, WIDTH - RIGHT + ABOVE);
    }

    /** Pixels of the widest label along an axis: a margin for the longest there could be would stand empty. */
    private static int widestLabel(List<String> tokens, int count, boolean named) {
        FontMetrics letters =
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                        .createGraphics()
                        .getFontMetrics(named ? tokenFont(count) : ChartStyle.TICK);
        return named
                ? tokens.stream()
                        .limit(count)
                        .mapToInt(t -> letters.stringWidth(TokenText.visible(t)))
                        .max()
                        .orElse(0)
                : letters.stringWidth(Integer.toString(count));
    }

    private static Font tokenFont(int count) {
        int size = Math.clamp((int) (0.5 * WIDTH / count), 8, 15);
        return ChartStyle.TICK.deriveFont(Font.PLAIN, (float) size);
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
            axis.setTickLabelFont(tokenFont(count));
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

    private static PaintScaleLegend colourBar(int margin) {
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
        bar.setMargin(new RectangleInsets(margin, 14, 4, 0));
        return bar;
    }
}
