package dev.headlight.analysis.score;

import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.analysis.tally.DivergenceTally;
import java.io.Serializable;

/**
 * The divergence between any two heads, summed over units; each half of the units ({@link UnitHash#firstHalf}) by
 * itself, so that clusters may be made on one and tried on the other. Sums are whole numbers of {@code 2^-40}: they
 * are the same in whatever order units come and parts are combined, bit for bit. Units may be added from several
 * threads.
 */
public final class DivergenceSums implements Serializable {

    private static final double ONE = 1L << 40;
    private static final int HALVES = 2;
    private static final int VARIANTS = 2;

    private final int heads;
    private final long[][][] sums; // [half][variant][pair]
    private final int[][][] units; // [half][variant][pair]
    private int documents;
    private long rows;

    /** Empty sums over so many heads, all layers together. */
    public DivergenceSums(int heads) {
        this.heads = heads;
        sums = new long[HALVES][VARIANTS][DivergenceTally.pairs(heads)];
        units = new int[HALVES][VARIANTS][DivergenceTally.pairs(heads)];
    }

    /** Heap that the sums over so many heads take. */
    public static long bytes(int heads) {
        return (long) HALVES * VARIANTS * (Long.BYTES + Integer.BYTES) * heads * (heads - 1) / 2;
    }

    /** What a unit gives for a pair; NaN where it has none. */
    interface OfPair {
        double mean(int variant, int pair);
    }

    /** Adds a unit. */
    void add(String id, DivergenceTally unit) {
        add(id, unit.sampled(), unit::mean);
    }

    /** Adds a unit by its means over {@code sampled} rows; one without rows adds nothing. */
    synchronized void add(String id, int sampled, OfPair unit) {
        if (sampled == 0) {
            return;
        }
        int half = UnitHash.firstHalf(id) ? 0 : 1;
        for (int v = 0; v < VARIANTS; v++) {
            for (int pair = 0; pair < sums[half][v].length; pair++) {
                double d = unit.mean(v, pair);
                if (!Double.isNaN(d)) {
                    sums[half][v][pair] += Math.round(d * ONE);
                    units[half][v][pair]++;
                }
            }
        }
        documents++;
        rows += sampled;
    }

    /** Adds what was summed over other units. */
    public synchronized void combine(DivergenceSums other) {
        for (int half = 0; half < HALVES; half++) {
            for (int v = 0; v < VARIANTS; v++) {
                for (int pair = 0; pair < sums[half][v].length; pair++) {
                    sums[half][v][pair] += other.sums[half][v][pair];
                    units[half][v][pair] += other.units[half][v][pair];
                }
            }
        }
        documents += other.documents;
        rows += other.rows;
    }

    /** All layers together. */
    public int heads() {
        return heads;
    }

    /** Units added. */
    public int documents() {
        return documents;
    }

    /** Rows sampled of every head in them. */
    public long rows() {
        return rows;
    }

    /** Mean over all units [head][head], symmetric, 0 between a head and itself; NaN where no unit has the pair. */
    public double[][] mean(int variant) {
        return matrix(variant, 0, 1);
    }

    /** Mean over one half of the units, 0 or 1. */
    public double[][] meanOfHalf(int variant, int half) {
        return matrix(variant, half, half);
    }

    private double[][] matrix(int variant, int from, int to) {
        double[][] d = new double[heads][heads];
        for (int n = 0; n < heads; n++) {
            for (int m = 0; m < n; m++) {
                int pair = DivergenceTally.pair(n, m);
                long sum = 0;
                int count = 0;
                for (int half = from; half <= to; half++) {
                    sum += sums[half][variant][pair];
                    count += units[half][variant][pair];
                }
                d[n][m] = count == 0 ? Double.NaN : sum / ONE / count;
                d[m][n] = d[n][m];
            }
        }
        return d;
    }
}
