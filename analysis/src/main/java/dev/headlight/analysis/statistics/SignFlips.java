package dev.headlight.analysis.statistics;

import dev.headlight.engine.Workers;
import java.util.Arrays;

/**
 * Two-sided test of paired differences: under the null it does not matter which of a unit's two figures is called the
 * first, so the sign of each difference may be flipped. With {@code d_n} over the {@code N} units that define both,
 *
 * <pre>p = (1 + #{draws : |sum_n s_n d_n| >= |sum_n d_n|}) / (1 + draws),   s_n = +1 or -1, each with chance 1/2</pre>
 *
 * where up to {@link #EXACT_UP_TO} units all {@code 2^N} signs are tried instead of drawn ({@code p = k / 2^N}). So no p
 * is below {@code 2 / 2^N}: few units cannot show more. Sources: Fisher 1935; Phipson and Smyth 2010. The signs are a
 * pure function of seed, draw and the unit's place.
 */
public final class SignFlips {

    /** Most units of which all signs are tried: 2^12 = 4,096. */
    public static final int EXACT_UP_TO = 12;

    private static final int WIDTH = 64;
    private static final double ROUNDING = 1e-9;

    private final int units;
    private final boolean exact;
    private final byte[][] signs; // [draw][unit], +1 or -1

    /**
     * Draws the signs.
     *
     * @param draws where there are too many signs to try them all
     */
    public SignFlips(long seed, int draws, int units) {
        this.units = units;
        exact = units <= EXACT_UP_TO;
        signs = new byte[exact ? 1 << units : draws][units];
        for (int d = 0; d < signs.length; d++) {
            for (int n = 0; n < units; n++) {
                long bit = exact ? d >> n : SplitMix.mix(SplitMix.mix(seed, d), n);
                signs[d][n] = (byte) ((bit & 1) == 0 ? 1 : -1);
            }
        }
    }

    /** Signs that are tried. */
    public int draws() {
        return signs.length;
    }

    /** The smallest p-value that these units can give. */
    public double smallest() {
        return exact ? 2.0 / signs.length : 1.0 / (1 + signs.length);
    }

    /**
     * The p-value of each figure.
     *
     * @param differences of each unit; a NaN is left out
     * @return NaN where fewer than two units define the difference
     */
    public double[] p(UnitFigures differences, Workers workers) {
        double[] p = new double[differences.figures()];
        int blocks = (p.length + WIDTH - 1) / WIDTH;
        workers.forEach(
                blocks,
                block -> {
                    int from = block * WIDTH;
                    block(differences, from, Math.min(WIDTH, p.length - from), p);
                });
        return p;
    }

    private void block(UnitFigures differences, int from, int width, double[] p) {
        double[] d = new double[units * width];
        double[] observed = new double[width];
        double[] size = new double[width];
        int[] defined = new int[width];
        for (int n = 0; n < units; n++) {
            for (int f = 0; f < width; f++) {
                double v = differences.value(n, from + f);
                if (!Double.isNaN(v)) {
                    d[n * width + f] = v;
                    observed[f] += v;
                    size[f] += Math.abs(v);
                    defined[f]++;
                }
            }
        }
        double[] least = new double[width];
        Arrays.setAll(least, f -> Math.abs(observed[f]) - ROUNDING * size[f]);
        int[] reached = new int[width];
        double[] sums = new double[width];
        for (byte[] sign : signs) {
            Arrays.fill(sums, 0);
            for (int n = 0; n < units; n++) {
                add(sign[n], d, n * width, sums);
            }
            for (int f = 0; f < width; f++) {
                reached[f] += Math.abs(sums[f]) >= least[f] ? 1 : 0;
            }
        }
        for (int f = 0; f < width; f++) {
            p[from + f] =
                    defined[f] < Estimate.FEWEST_UNITS
                            ? Double.NaN
                            : exact
                                    ? (double) reached[f] / signs.length
                                    : (1.0 + reached[f]) / (1.0 + signs.length);
        }
    }

    /** A loop of its own so that it is compiled to vectors. */
    private static void add(double sign, double[] d, int from, double[] sums) {
        for (int f = 0; f < sums.length; f++) {
            sums[f] += sign * d[from + f];
        }
    }
}
