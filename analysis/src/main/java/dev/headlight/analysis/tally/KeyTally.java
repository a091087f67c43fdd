package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.RowSums;

/**
 * Attention by key: {@code alpha_k = mean_{i >= k} A[i,k]} for every k of one window. A key that draws much
 * of every later row is a sink.
 */
public final class KeyTally implements Tally<KeyTally> {

    private final int rows;
    private final int[] rowsAt;
    private float[] part = new float[0]; // of the rows accepted
    private double[] sums = new double[0]; // of what was combined, and of the part once it is read

    /**
     * An empty tally.
     *
     * @param rows highest row that will be seen, plus 1
     */
    public KeyTally(int rows) {
        this.rows = rows;
        rowsAt = new int[rows];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        if (part.length == 0) {
            part = new float[rows];
        }
        RowSums.addByKey(tile, scales.withAll(), part);
        for (int r = 0; r < tile.rows(); r++) {
            rowsAt[tile.firstRow() + r]++;
        }
    }

    /** Adds rows of the same window, which may not reach beyond this one's. */
    @Override
    public void combine(KeyTally other) {
        fold();
        addPart(other.part);
        for (int k = 0; k < other.sums.length; k++) {
            sums[k] += other.sums[k];
        }
        for (int i = 0; i < other.rows; i++) {
            rowsAt[i] += other.rowsAt[i];
        }
    }

    private void fold() {
        if (sums.length == 0) {
            sums = new double[rows];
        }
        addPart(part);
        part = new float[0];
    }

    private void addPart(float[] other) {
        for (int k = 0; k < other.length; k++) {
            sums[k] += other[k];
        }
    }

    /** {@code alpha_k} by k; NaN where no row reaches the key. */
    public double[] alpha() {
        fold();
        double[] alpha = new double[sums.length];
        long behind = 0;
        for (int k = sums.length - 1; k >= 0; k--) {
            behind += rowsAt[k];
            alpha[k] = behind == 0 ? Double.NaN : sums[k] / behind;
        }
        return alpha;
    }
}
