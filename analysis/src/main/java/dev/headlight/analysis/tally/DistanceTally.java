package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.RowSums;

/**
 * Attention by distance: {@code sum_i A[i,i-d]} for every {@code d}, with and without the sink. Key 0 is
 * kept apart ({@code A[i,0]} stands at distance i), so that nothing need be subtracted to drop it. Previous
 * token, locality, mean distance, decay and {@code alpha_0} are all read from here.
 */
public final class DistanceTally implements Tally<DistanceTally> {

    private final int rows;

    /** Sums of the rows accepted, distance 0 last; empty as long as there are none. */
    private float[] restPart = new float[0];

    private float[] withoutPart = restPart;

    /** Sums of what was combined, and of the parts once they are read; empty as long as there are none. */
    private double[] rest = new double[0];

    private double[] without = rest;
    private final double[] keyZero;
    private int[] rowsLeftOut = new int[0];
    private int leftOut;

    /**
     * An empty tally.
     *
     * @param rows highest row that will be seen, plus 1
     */
    public DistanceTally(int rows) {
        this.rows = rows;
        keyZero = new double[rows];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        if (restPart.length == 0) {
            restPart = new float[rows + AttentionTile.PADDING];
            withoutPart = new float[restPart.length];
        }
        RowSums.addByDistance(
                tile, scales.withAll(), scales.withoutAll(), restPart, withoutPart, rows - 1);
        float[] w = tile.weights();
        for (int r = 0; r < tile.rows(); r++) {
            int i = tile.firstRow() + r;
            keyZero[i] += w[tile.offset(r)] * scales.with(r);
            if (i > 0 && !scales.kept(r)) {
                leaveOut(i, 1);
            }
        }
    }

    private void leaveOut(int row, int times) {
        if (rowsLeftOut.length == 0) {
            rowsLeftOut = new int[rows];
        }
        rowsLeftOut[row] += times;
        leftOut += times;
    }

    /** Adds another's rows, which may not reach beyond this one's. */
    @Override
    public void combine(DistanceTally other) {
        fold();
        addPart(other.restPart, other.withoutPart, other.rows);
        for (int d = 0; d < other.rest.length; d++) {
            rest[d] += other.rest[d];
            without[d] += other.without[d];
        }
        for (int i = 0; i < other.rows; i++) {
            keyZero[i] += other.keyZero[i];
        }
        for (int i = 0; i < other.rowsLeftOut.length; i++) {
            if (other.rowsLeftOut[i] > 0) {
                leaveOut(i, other.rowsLeftOut[i]);
            }
        }
    }

    /** Moves what was accepted into the totals. */
    private void fold() {
        if (rest.length == 0) {
            rest = new double[rows];
            without = new double[rows];
        }
        addPart(restPart, withoutPart, rows);
        restPart = new float[0];
        withoutPart = restPart;
    }

    private void addPart(float[] otherRest, float[] otherWithout, int otherRows) {
        if (otherRest.length > 0) {
            for (int d = 0; d < otherRows; d++) {
                rest[d] += otherRest[otherRows - 1 - d];
                without[d] += otherWithout[otherRows - 1 - d];
            }
        }
    }

    /** {@code sum_{i >= d+1} A[i,i-d]}: rows as they are, key 0 left out; by d. */
    public double[] rest() {
        fold();
        return rest;
    }

    /** {@code sum_{i >= d+1} A[i,i-d]} of the renormalised kept rows; by d. */
    public double[] without() {
        fold();
        return without;
    }

    /** {@code A[i,0]} by row i, summed over windows; it stands at distance i. */
    public double[] keyZero() {
        return keyZero;
    }

    /** How many rows {@code i >= 1} were left out of {@code sink=without}. */
    public int leftOut() {
        return leftOut;
    }

    /** How often row i was left out, by i; empty where none was. */
    public int[] rowsLeftOut() {
        return rowsLeftOut;
    }
}
