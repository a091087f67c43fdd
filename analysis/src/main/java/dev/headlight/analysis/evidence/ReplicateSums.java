package dev.headlight.analysis.evidence;

import dev.headlight.analysis.statistics.Estimate;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap of some figures as sums that combine: for each figure {@code v} and replicate {@code b}
 *
 * <pre>sum_n w(n, b) v_n    and    sum_n w(n, b)    over the units n that define v</pre>
 *
 * and a last replicate of weights 1 for the figure itself. Since a weight is a function of the unit alone,
 * sums of different units combine to what one machine would have had. The weights that a figure lacks are
 * kept instead of those it has, as integers, and only for figures that some unit lacks.
 */
final class ReplicateSums implements Serializable {

    private final int figures;
    private final int rows; // B + 1
    private final double[] sums; // [replicate][figure]
    private final int[] @Nullable [] lacking; // [figure][replicate] weights of the units without it

    ReplicateSums(int figures, int replicates) {
        this.figures = figures;
        rows = replicates + 1;
        sums = new double[Math.multiplyExact(figures, rows)];
        lacking = new int[figures][];
    }

    /** Bytes on the heap, where no unit lacks a figure. */
    static long bytes(int figures, int replicates) {
        return (long) Double.BYTES * figures * (replicates + 1);
    }

    /**
     * Adds units.
     *
     * @param weights of each unit [unit][replicate], the last 1
     * @param values [unit][figure]; NaN where the unit lacks it, which is overwritten with 0
     */
    void add(List<byte[]> weights, List<double[]> values) {
        for (int n = 0; n < values.size(); n++) {
            double[] x = values.get(n);
            for (int f = 0; f < figures; f++) {
                if (Double.isNaN(x[f])) {
                    x[f] = 0;
                    lack(f, weights.get(n));
                }
            }
        }
        for (int b = 0; b < rows; b++) { // a replicate's sums stay in cache for all units
            for (int n = 0; n < values.size(); n++) {
                byte w = weights.get(n)[b];
                if (w != 0) {
                    add(w, values.get(n), sums, b * figures);
                }
            }
        }
    }

    /** {@code sums += w x}: a loop of its own so that it is compiled to vectors. */
    private static void add(double w, double[] x, double[] sums, int at) {
        for (int f = 0; f < x.length; f++) {
            sums[at + f] += w * x[f];
        }
    }

    private void lack(int figure, byte[] weights) {
        int[] w = lacking[figure];
        if (w == null) {
            w = new int[rows];
            lacking[figure] = w;
        }
        for (int b = 0; b < rows; b++) {
            w[b] += weights[b];
        }
    }

    /** Adds the sums of other units. */
    void combine(ReplicateSums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int f = 0; f < figures; f++) {
            int[] mine = lacking[f];
            int[] theirs = other.lacking[f];
            if (mine == null) {
                lacking[f] = theirs;
            } else if (theirs != null) {
                for (int b = 0; b < rows; b++) {
                    mine[b] += theirs[b];
                }
            }
        }
    }

    /**
     * The estimate of a figure.
     *
     * @param totals weights of all units [replicate], the last their number
     */
    Estimate estimate(int figure, long[] totals) {
        int[] lack = lacking[figure];
        double[] means = new double[rows];
        Arrays.setAll(
                means,
                b -> {
                    long weight = totals[b] - (lack == null ? 0 : lack[b]);
                    return weight == 0 ? Double.NaN : sums[b * figures + figure] / weight;
                });
        int last = rows - 1;
        int units = Math.toIntExact(totals[last] - (lack == null ? 0 : lack[last]));
        return new Estimate(means[last], Arrays.copyOf(means, last), units);
    }
}
