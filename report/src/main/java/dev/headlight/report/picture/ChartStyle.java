package dev.headlight.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all pictures share: white ground, a light grid, left-aligned title, colours of fixed meaning. */
final class ChartStyle {

    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color MUTED = new Color(0x66, 0x66, 0x66);
    static final Color GRID = new Color(0xe6, 0xe6, 0xe6);
    static final Color MODEL = new Color(0x00, 0x5a, 0x9e);
    static final Color COMPARISON = new Color(0xc7, 0x5b, 0x00);

    private static final String FAMILY = Font.SANS_SERIF;
    static final Font TITLE = new Font(FAMILY, Font.BOLD, 24);
    static final Font LABEL = new Font(FAMILY, Font.PLAIN, 18);
    static final Font TICK = new Font(FAMILY, Font.PLAIN, 15);

    static final Stroke BOLD = new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Stroke THIN = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Stroke HAIR = new BasicStroke(1f);
    static final Stroke DASHED = dashes(2.2f, 10f, 7f);
    static final Stroke DOTTED = dashes(2.2f, 2f, 6f);
    static final Stroke DASH_DOTTED = dashes(1.8f, 12f, 5f, 2f, 5f);
    static final Shape DOT = new Ellipse2D.Double(-3, -3, 6, 6);

    private ChartStyle() {}

    /** The chart around a plot: title, a line below it that says what it rests on, legend at the bottom. */
    static JFreeChart chart(XYPlot plot, String title, List<String> lines, boolean legend) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(22, 24, 18, 28));
        chart.setTextAntiAlias(true);
        chart.addSubtitle(text(title, TITLE, INK, 2));
        for (int i = 0; i < lines.size(); i++) {
            chart.addSubtitle(text(lines.get(i), TICK, MUTED, i == lines.size() - 1 ? 14 : 2));
        }
        if (legend) {
            LegendTitle key = new LegendTitle(plot);
            key.setItemFont(TICK);
            key.setItemPaint(INK);
            key.setFrame(BlockBorder.NONE);
            key.setPosition(RectangleEdge.BOTTOM);
            key.setItemLabelPadding(new RectangleInsets(4, 6, 4, 18));
            chart.addLegend(key);
        }
        ground(plot);
        return chart;
    }

    /** White ground and a light grid. */
    static void ground(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(HAIR);
        plot.setRangeGridlineStroke(HAIR);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    private static TextTitle text(String words, Font font, Color colour, int below) {
        TextTitle title = new TextTitle(words, font);
        title.setPaint(colour);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(0, 4, below, 0);
        title.setExpandToFitSpace(true);
        return title;
    }

    static void style(ValueAxis axis, String label) {
        axis.setLabel(label);
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(MUTED);
        axis.setTickMarkPaint(MUTED);
        axis.setLabelInsets(new RectangleInsets(8, 8, 8, 8));
    }

    /** A renderer of lines alone, all of one colour and stroke. */
    static XYLineAndShapeRenderer lines(Color colour, Stroke stroke) {
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDefaultPaint(colour);
        lines.setAutoPopulateSeriesPaint(false);
        lines.setDefaultStroke(stroke);
        lines.setAutoPopulateSeriesStroke(false);
        lines.setDrawSeriesLineAsPath(true);
        return lines;
    }

    static Color withAlpha(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    private static Stroke dashes(float width, float... pattern) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, pattern, 0f);
    }
}
