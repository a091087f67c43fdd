package dev.headlight.analysis.statistics;

import dev.headlight.engine.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Bootstrap of means over units: replicate {@code b} of a figure is
 *
 * <pre>r_b = sum_n w(n, b) v_n / sum_n w(n, b)    over the units n that define v</pre>
 *
 * with the {@link PoissonWeights} {@code w}. A replicate in which every such weight is 0 (37% of them
 * where one unit defines the figure, e^-n of them in general) has no mean; it is NaN, left out and
 * counted. Units are summed in the order of their ids, so the same figures come, bit for bit, in
 * whatever order the units arrive and on any number of threads.
 *
 * <p>Means are made for {@link #WIDTH} figures at a time, replicates inside: a block of values is read
 * from cache for {@link #DEPTH} replicates at once, and memory is bounded by one block of each thread.
 */
public final class PoissonBootstrap {

    private static final int WIDTH = 64;
    private static final int DEPTH = 8;
    private static final int LANES = 8;

    private final int replicates;
    private final int units;

    /** Which of the caller's units stands at each place of the order by id. */
    private final int[] order;

    /** Weights [unit in order][replicate, padded to a multiple of DEPTH]. */
    private final byte[][] weights;

    /** Weights of all units together [replicate]. */
    private final long[] totals;

    /**
     * Draws the weights.
     *
     * @param seed of the weights
     * @param replicates B
     * @param ids the units' ids, all different
     * @throws IllegalArgumentException where two units have the same id: they would get the same weights
     */
    public PoissonBootstrap(long seed, int replicates, List<String> ids) {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates: " + replicates);
        }
        if (new HashSet<>(ids).size() != ids.size()) {
            throw new IllegalArgumentException("two units have the same id");
        }
        this.replicates = replicates;
        this.units = ids.size();
        Integer[] sorted = new Integer[units];
        Arrays.setAll(sorted, n -> n);
        Arrays.sort(sorted, Comparator.comparing(ids::get));
        order = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
        weights = new byte[units][(replicates + DEPTH - 1) / DEPTH * DEPTH];
        totals = new long[replicates];
        for (int n = 0; n < units; n++) {
            long unit = UnitHash.of(ids.get(order[n]));
            for (int b = 0; b < replicates; b++) {
                weights[n][b] = (byte) PoissonWeights.weight(seed, unit, b);
                totals[b] += weights[n][b];
            }
        }
    }

    /** B. */
    public int replicates() {
        return replicates;
    }

    /** The number of units. */
    public int units() {
        return units;
    }

    /** The estimate of one figure. */
    public Estimate estimate(double... values) {
        if (values.length != units) {
            throw new IllegalArgumentException(values.length + " values of " + units + " units");
        }
        Estimate[] one = new Estimate[1];
        block(column(values), 0, 1, (e, f) -> one[f] = e);
        return one[0];
    }

    private static UnitFigures column(double[] values) {
        return new UnitFigures() {
            @Override
            public int figures() {
                return 1;
            }

            @Override
            public double value(int unit, int figure) {
                return values[unit];
            }
        };
    }

    /**
     * The estimates of many figures. They are handed over as they come, each once, in any order and from
     * any of the threads: keep of an estimate what is needed, all of them are figures times replicates.
     */
    public void forEach(UnitFigures values, Workers workers, ObjIntConsumer<Estimate> consumer) {
        int blocks = (values.figures() + WIDTH - 1) / WIDTH;
        workers.forEach(
                blocks,
                block -> {
                    int from = block * WIDTH;
                    int width = Math.min(WIDTH, values.figures() - from);
                    block(values, from, width, consumer);
                });
    }

    /** The estimates of figures {@code from} to {@code from + width - 1}, width at most WIDTH. */
    private void block(UnitFigures figures, int from, int width, ObjIntConsumer<Estimate> to) {
        int stride = (width + LANES - 1) / LANES * LANES;
        double[] values = new double[units * stride]; // [unit][figure], undefined ones 0
        double[] there = new double[units * stride]; // [unit][figure], 1 where defined
        int[] defined = new int[width];
        double[] means = new double[width];
        for (int n = 0; n < units; n++) {
            for (int f = 0; f < width; f++) {
                double v = figures.value(order[n], from + f);
                if (!Double.isNaN(v)) {
                    values[n * stride + f] = v;
                    there[n * stride + f] = 1;
                    defined[f]++;
                    means[f] += v;
                }
            }
        }
        boolean complete = Arrays.stream(defined).allMatch(d -> d == units);
        double[][] replicated = new double[width][replicates];
        double[] sums = new double[DEPTH * stride];
        double[] weightSums = new double[DEPTH * stride];
        for (int b0 = 0; b0 < replicates; b0 += DEPTH) {
            weigh(values, stride, b0, sums);
            if (!complete) {
                weigh(there, stride, b0, weightSums);
            }
            for (int b = b0; b < Math.min(b0 + DEPTH, replicates); b++) {
                for (int f = 0; f < width; f++) {
                    int at = (b - b0) * stride + f;
                    double weight = complete ? totals[b] : weightSums[at];
                    replicated[f][b] = weight == 0 ? Double.NaN : sums[at] / weight;
                }
            }
        }
        for (int f = 0; f < width; f++) {
            double mean = defined[f] == 0 ? Double.NaN : means[f] / defined[f];
            to.accept(new Estimate(mean, replicated[f], defined[f]), from + f);
        }
    }

    /** {@code sums[b - b0][f] = sum_n w(n, b) x[n][f]} for DEPTH replicates from {@code b0}. */
    private void weigh(double[] x, int stride, int b0, double[] sums) {
        Arrays.fill(sums, 0);
        for (int n = 0; n < units; n++) {
            byte[] w = weights[n];
            for (int d = 0; d < DEPTH; d++) {
                if (w[b0 + d] != 0) {
                    add(w[b0 + d], x, n * stride, sums, d * stride, stride);
                }
            }
        }
    }

    /** {@code sums += w x} over a row: a loop of its own so that it is compiled to vectors. */
    private static void add(double w, double[] x, int xAt, double[] sums, int sumsAt, int width) {
        for (int f = 0; f < width; f++) {
            sums[sumsAt + f] += w * x[xAt + f];
        }
    }
}
