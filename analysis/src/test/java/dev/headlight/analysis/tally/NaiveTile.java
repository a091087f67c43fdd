package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/** A tile made row by row as its Javadoc says, in double precision, with rubbish wherever nothing is promised. */
public final class NaiveTile implements AttentionTile {

    private final int firstRow;
    private final double[][] exact; // [rows][firstRow + r + 1], of which weights are the floats
    private final int step;
    private final float[] weights;

    private NaiveTile(int firstRow, double[][] exact) {
        this.firstRow = firstRow;
        this.exact = exact;
        step = width() + 3 * PADDING;
        weights = new float[exact.length * step];
        Arrays.fill(weights, Float.NaN);
        for (int r = 0; r < exact.length; r++) {
            Arrays.fill(weights, offset(r) - PADDING, offset(r) + width(), 0);
            for (int j = 0; j < exact[r].length; j++) {
                weights[offset(r) + j] = (float) exact[r][j];
            }
        }
    }

    /** Some rows of the scores {@code s[T][T]} of a head. */
    public static NaiveTile ofScores(double[][] scores, int firstRow, int rows) {
        double[][] exact = new double[rows][];
        for (int r = 0; r < rows; r++) {
            double[] s = Arrays.copyOf(scores[firstRow + r], firstRow + r + 1);
            double max = Arrays.stream(s).max().orElseThrow();
            exact[r] = Arrays.stream(s).map(x -> Math.exp(x - max)).toArray();
        }
        return new NaiveTile(firstRow, exact);
    }

    /** All rows of a head, given as floats hold them: {@code a[i][0..i]}, each of which sums to 1. */
    public static NaiveTile ofProbabilities(double[][] a) {
        double[][] exact = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            exact[i] = Arrays.stream(a[i], 0, i + 1).map(p -> (float) p).toArray();
        }
        return new NaiveTile(0, exact);
    }

    /** Hands the rows of a head to a hook, in tiles of {@code tileRows} and ranges that start at {@code starts}. */
    public static void run(
            AttentionHook hook,
            int layer,
            int head,
            double[][] scores,
            int[] starts,
            int range,
            int tileRows) {
        int end = range + 1 < starts.length ? starts[range + 1] : scores.length;
        try (AttentionHook.Rows rows = hook.open(layer, head, range, starts[range], end)) {
            for (int i = starts[range]; i < end; i += tileRows) {
                rows.accept(ofScores(scores, i, Math.min(tileRows, end - i)));
            }
        }
    }

    private double sum(int r, int from) {
        double sum = 0;
        for (int j = from; j < exact[r].length; j++) {
            sum += exact[r][j];
        }
        return sum;
    }

    private double entropy(int r, int from) {
        double sum = sum(r, from);
        double h = 0;
        for (int j = from; j < exact[r].length; j++) {
            double p = exact[r][j] / sum;
            h -= p > 0 ? p * Math.log(p) : 0;
        }
        return h;
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public int rows() {
        return exact.length;
    }

    @Override
    public int width() {
        return firstRow + exact.length;
    }

    @Override
    public float[] weights() {
        return weights;
    }

    @Override
    public int offset(int r) {
        return r * step + PADDING;
    }

    @Override
    public float scale(int r) {
        return (float) (1 / sum(r, 0));
    }

    @Override
    public float restSum(int r) {
        return (float) sum(r, 1);
    }

    @Override
    public float entropy(int r) {
        return (float) entropy(r, 0);
    }

    @Override
    public float restEntropy(int r) {
        return firstRow + r < 2 ? 0 : (float) entropy(r, 1);
    }

    @Override
    public float logSumExp(int r) {
        throw new UnsupportedOperationException("no tally asks for it");
    }
}
