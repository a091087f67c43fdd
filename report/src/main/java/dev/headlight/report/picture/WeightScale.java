package dev.headlight.report.picture;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/**
 * Colour of an attention weight: paper at 0 to dark blue ink at 1, in one hue, as the square root of the
 * weight, so that a weight of 0.01 can still be seen.
 */
final class WeightScale implements PaintScale {

    private static final int[][] STOPS = {
        {255, 255, 255}, {222, 235, 247}, {158, 202, 225}, {66, 146, 198}, {8, 81, 156}, {8, 35, 82}
    };

    @Override
    public double getLowerBound() {
        return 0;
    }

    @Override
    public double getUpperBound() {
        return 1;
    }

    @Override
    public Paint getPaint(double weight) {
        if (Double.isNaN(weight)) {
            return new Color(0xf2, 0xd7, 0xc2);
        }
        double x = Math.sqrt(Math.clamp(weight, 0, 1)) * (STOPS.length - 1);
        int at = Math.min((int) x, STOPS.length - 2);
        double part = x - at;
        int[] mixed = new int[3];
        for (int c = 0; c < 3; c++) {
            mixed[c] = (int) Math.round(STOPS[at][c] + part * (STOPS[at + 1][c] - STOPS[at][c]));
        }
        return new Color(mixed[0], mixed[1], mixed[2]);
    }
}
