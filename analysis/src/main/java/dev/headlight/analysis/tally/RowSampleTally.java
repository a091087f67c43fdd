package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/**
 * Some rows of one head, kept as they are: a sample, so memory grows with the length of a window and the size of
 * the sample. What two heads do differently can only be told from rows side by side, and the heads of a window pass
 * one after another.
 */
public final class RowSampleTally implements Tally<RowSampleTally> {

    private static final float[] NOT_SEEN = new float[0];

    private final int[] sample;
    private final float[][] rows;
    private final float[] restFactors;

    /**
     * An empty tally.
     *
     * @param sample which rows to keep, ascending; not changed afterwards
     */
    public RowSampleTally(int... sample) {
        this.sample = sample;
        rows = new float[sample.length][];
        Arrays.fill(rows, NOT_SEEN);
        restFactors = new float[sample.length];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        int first = tile.firstRow();
        for (int s = 0; s < sample.length; s++) {
            int r = sample[s] - first;
            if (r >= 0 && r < tile.rows()) {
                float[] row = new float[sample[s] + 1];
                float scale = scales.with(r);
                int at = tile.offset(r);
                float[] w = tile.weights();
                for (int j = 0; j < row.length; j++) {
                    row[j] = scale * w[at + j];
                }
                rows[s] = row;
                restFactors[s] = scales.without(r) / scale;
            }
        }
    }

    /** Takes the rows that another tally of the same sample has seen. */
    @Override
    public void combine(RowSampleTally other) {
        for (int s = 0; s < sample.length; s++) {
            if (other.rows[s].length > 0) {
                rows[s] = other.rows[s];
                restFactors[s] = other.restFactors[s];
            }
        }
    }

    /** {@code A[i, 0 .. i]} of the sample's row {@code s}; empty where it has not been seen. */
    public float[] row(int s) {
        return rows[s];
    }

    /**
     * What turns {@code A[i,j]}, {@code j >= 1}, of row {@code s} into the row without key 0, the rest renormalised; 0
     * where nothing but the sink is left of it.
     */
    public float restFactor(int s) {
        return restFactors[s];
    }
}
