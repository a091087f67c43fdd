package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * What turns a tile's weights into attention: {@code with[r] = 1 / sum_{j>=0} w}, and {@code without[r] = 1 /
 * sum_{j>=1} w}, which drops key 0 and renormalises the rest. Where the rest holds less than {@link #MIN_REST}
 * of the row, {@code without[r]} is 0: the row is left out of {@code sink=without}.
 */
public final class RowScales {

    /** Least mass of the keys other than key 0 for which they are worth renormalising. */
    public static final float MIN_REST = 1e-6f;

    private float[] with = new float[0];
    private float[] without = new float[0];

    /** Reads the scales of a tile. */
    public void read(AttentionTile tile) {
        int rows = tile.rows();
        if (with.length < rows) {
            with = new float[rows];
            without = new float[rows];
        }
        for (int r = 0; r < rows; r++) {
            float scale = tile.scale(r);
            float rest = tile.restSum(r);
            with[r] = scale;
            without[r] = rest * scale >= MIN_REST ? 1 / rest : 0;
        }
    }

    /** Of the rows as they are. */
    public float with(int r) {
        return with[r];
    }

    /** Of the rows without key 0; 0 where the row is left out. */
    public float without(int r) {
        return without[r];
    }

    /** Whether row {@code r} counts without the sink. */
    public boolean kept(int r) {
        return without[r] > 0;
    }

    float[] withAll() {
        return with;
    }

    float[] withoutAll() {
        return without;
    }
}
