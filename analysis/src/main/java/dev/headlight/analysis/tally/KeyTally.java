package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.RowSums;

/**
 * Attention by key: {@code alpha_k = mean_{i >= k} A[i,k]} for every k of one window. A key that draws much
 * of every later row is a sink.
 */
public final class KeyTally implements Tally<KeyTally> {

    private final float[] part;
    private final double[] sums;
    private final int[] rowsAt;
    private boolean partUsed;

    /**
     * An empty tally.
     *
     * @param rows highest row that will be seen, plus 1
     */
    public KeyTally(int rows) {
        part = new float[rows];
        sums = new double[rows];
        rowsAt = new int[rows];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        RowSums.addByKey(tile, scales.withAll(), part);
        partUsed = true;
        for (int r = 0; r < tile.rows(); r++) {
            rowsAt[tile.firstRow() + r]++;
        }
    }

    /** Adds rows of the same window; the other's rows may end earlier, not later. */
    @Override
    public void combine(KeyTally other) {
        fold();
        other.fold();
        for (int k = 0; k < other.sums.length; k++) {
            sums[k] += other.sums[k];
            rowsAt[k] += other.rowsAt[k];
        }
    }

    private void fold() {
        if (partUsed) {
            for (int k = 0; k < sums.length; k++) {
                sums[k] += part[k];
                part[k] = 0;
            }
            partUsed = false;
        }
    }

    /** {@code alpha_k} by k; NaN where no row reaches the key. */
    public double[] alpha() {
        fold();
        double[] alpha = new double[sums.length];
        long rows = 0;
        for (int k = sums.length - 1; k >= 0; k--) {
            rows += rowsAt[k];
            alpha[k] = rows == 0 ? Double.NaN : sums[k] / rows;
        }
        return alpha;
    }
}
