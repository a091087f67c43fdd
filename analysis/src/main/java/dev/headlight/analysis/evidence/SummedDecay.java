package dev.headlight.analysis.evidence;

import dev.headlight.analysis.statistics.Estimate;
import java.util.Arrays;

/** Attention by distance of one sink variant from sums. */
final class SummedDecay implements DecayFigures {

    private final ScoreSums sums;
    private final int variant;
    private final int bins;

    SummedDecay(ScoreSums sums, int variant) {
        this.sums = sums;
        this.variant = variant;
        bins = sums.figures.bins();
    }

    @Override
    public int bins() {
        return bins;
    }

    @Override
    public int units(Half half) {
        return switch (half) {
            case FIRST -> sums.decay[variant][0].units;
            case SECOND -> sums.decay[variant][1].units;
            case BOTH -> units(Half.FIRST) + units(Half.SECOND);
        };
    }

    @Override
    public Estimate[] curves(int layer, int head) {
        Estimate[] curves = new Estimate[2 * bins];
        int first = sums.figures.attention(variant);
        Arrays.setAll(curves, f -> sums.heads[layer][head].estimate(first + f, sums.totals));
        return curves;
    }

    @Override
    public double[] rows(int layer, int head, Half half) {
        double[] first = sums.decay[variant][0].rows[layer][head];
        double[] second = sums.decay[variant][1].rows[layer][head];
        return of(first, second, half);
    }

    @Override
    public Sums sums(int layer, int head, Half half) {
        DecaySums first = sums.decay[variant][0];
        DecaySums second = sums.decay[variant][1];
        return new Sums(
                of(first.attention[layer][head], second.attention[layer][head], half),
                of(first.uniform[layer][head], second.uniform[layer][head], half));
    }

    private static double[] of(double[] first, double[] second, Half half) {
        double[] sum = (half == Half.SECOND ? second : first).clone();
        if (half == Half.BOTH) {
            Arrays.setAll(sum, bin -> first[bin] + second[bin]);
        }
        return sum;
    }
}
