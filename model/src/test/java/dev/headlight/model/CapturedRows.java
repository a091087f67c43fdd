package dev.headlight.model;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/** Keeps every attention row of a small model, [nLayers, nHeads, T, T]. */
final class CapturedRows implements AttentionHook {

    private final int nHeads;
    private final int T;
    private final float[] weights;

    CapturedRows(int nLayers, int nHeads, int T) {
        this.nHeads = nHeads;
        this.T = T;
        this.weights = new float[nLayers * nHeads * T * T];
    }

    /** Of all layers. */
    float[] all() {
        return weights;
    }

    /** [nHeads, T, T] of one layer. */
    float[] ofLayer(int l) {
        int size = nHeads * T * T;
        return Arrays.copyOfRange(weights, l * size, (l + 1) * size);
    }

    @Override
    public Rows open(int layer, int head, int range, int firstRow, int endRow) {
        return new Rows() {
            @Override
            public void accept(AttentionTile tile) {
                for (int r = 0; r < tile.rows(); r++) {
                    int i = tile.firstRow() + r;
                    int row = ((layer * nHeads + head) * T + i) * T;
                    for (int j = 0; j <= i; j++) {
                        weights[row + j] = tile.weights()[tile.offset(r) + j] * tile.scale(r);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }
}
