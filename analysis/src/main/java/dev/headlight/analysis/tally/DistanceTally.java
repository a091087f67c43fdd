package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.RowSums;
import java.util.Arrays;

/**
 * Attention by distance: {@code sum_i A[i,i-d]} for every {@code d}, with and without the sink. Key 0 is
 * kept apart ({@code A[i,0]} stands at distance i), so that nothing need be subtracted to drop it. Previous
 * token, locality, mean distance, decay and {@code alpha_0} are all read from here.
 */
public final class DistanceTally implements Tally<DistanceTally> {

    /** Sums of the range being accepted, distance 0 last; folded into the totals when read or combined. */
    private float[] restPart;

    private float[] withoutPart;
    private boolean partUsed;
    private double[] rest;
    private double[] without;
    private double[] keyZero;
    private int[] rowsLeftOut;
    private int leftOut;

    /**
     * An empty tally.
     *
     * @param rows highest row that will be seen, plus 1
     */
    public DistanceTally(int rows) {
        restPart = new float[0];
        withoutPart = restPart;
        rest = new double[rows];
        without = new double[rows];
        keyZero = new double[rows];
        rowsLeftOut = new int[0];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        int last = rest.length - 1;
        if (!partUsed) {
            if (restPart.length == 0) {
                restPart = new float[rest.length + AttentionTile.PADDING];
                withoutPart = new float[restPart.length];
            }
            partUsed = true;
        }
        RowSums.addByDistance(
                tile, scales.withAll(), scales.withoutAll(), restPart, withoutPart, last);
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
            rowsLeftOut = new int[rest.length];
        }
        rowsLeftOut[row] += times;
        leftOut += times;
    }

    @Override
    public void combine(DistanceTally other) {
        grow(other.rest.length);
        fold();
        other.fold();
        for (int d = 0; d < other.rest.length; d++) {
            rest[d] += other.rest[d];
            without[d] += other.without[d];
            keyZero[d] += other.keyZero[d];
        }
        for (int i = 0; i < other.rowsLeftOut.length; i++) {
            if (other.rowsLeftOut[i] > 0) {
                leaveOut(i, other.rowsLeftOut[i]);
            }
        }
    }

    private void grow(int rows) {
        if (rows > rest.length) {
            fold();
            restPart = new float[0];
            withoutPart = restPart;
            rest = Arrays.copyOf(rest, rows);
            without = Arrays.copyOf(without, rows);
            keyZero = Arrays.copyOf(keyZero, rows);
            if (leftOut > 0) {
                rowsLeftOut = Arrays.copyOf(rowsLeftOut, rows);
            }
        }
    }

    private void fold() {
        if (!partUsed) {
            return;
        }
        int last = rest.length - 1;
        for (int d = 0; d <= last; d++) {
            rest[d] += restPart[last - d];
            without[d] += withoutPart[last - d];
        }
        Arrays.fill(restPart, 0);
        Arrays.fill(withoutPart, 0);
        partUsed = false;
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
