package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/** A tile made from scores {@code s[T][T]} as its Javadoc says, with rubbish wherever nothing is promised. */
public final class NaiveTile implements AttentionTile {

    private final double[][] scores;
    private final int firstRow;
    private final int rows;
    private final int step;
    private final float[] weights;

    public NaiveTile(double[][] scores, int firstRow, int rows) {
        this.scores = scores;
        this.firstRow = firstRow;
        this.rows = rows;
        step = width() + 3 * PADDING;
        weights = new float[rows * step];
        Arrays.fill(weights, Float.NaN);
        for (int r = 0; r < rows; r++) {
            Arrays.fill(weights, offset(r) - PADDING, offset(r) + width(), 0);
            for (int j = 0; j <= firstRow + r; j++) {
                weights[offset(r) + j] = (float) weight(r, j);
            }
        }
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
                rows.accept(new NaiveTile(scores, i, Math.min(tileRows, end - i)));
            }
        }
    }

    private double weight(int r, int j) {
        double[] s = scores[firstRow + r];
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k <= firstRow + r; k++) {
            max = Math.max(max, s[k]);
        }
        return Math.exp(s[j] - max);
    }

    private double sum(int r, int from) {
        double sum = 0;
        for (int j = from; j <= firstRow + r; j++) {
            sum += weight(r, j);
        }
        return sum;
    }

    private double entropy(int r, int from) {
        double sum = sum(r, from);
        double h = 0;
        for (int j = from; j <= firstRow + r; j++) {
            double p = weight(r, j) / sum;
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
        return rows;
    }

    @Override
    public int width() {
        return firstRow + rows;
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
