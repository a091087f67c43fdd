package dev.headlight.report.picture;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis that names 1, 2 and 5 of each decade, as a person would; wide ones name decades alone. */
final class DecadeAxis extends LogAxis {

    private static final long serialVersionUID = 1L;

    @Override
    public List<NumberTick> refreshTicks(
            Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
        boolean below = RectangleEdge.isTopOrBottom(edge);
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        double[] named = Math.log10(high / low) > 4 ? new double[] {1} : new double[] {1, 2, 5};
        List<NumberTick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (double digit : named) {
                double value = digit * Math.pow(10, power);
                if (value >= low && value <= high) {
                    String label =
                            new BigDecimal(value, new MathContext(1))
                                    .stripTrailingZeros()
                                    .toPlainString();
                    ticks.add(
                            new NumberTick(
                                    value,
                                    label,
                                    below ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT,
                                    TextAnchor.CENTER,
                                    0));
                }
            }
        }
        return ticks;
    }
}
