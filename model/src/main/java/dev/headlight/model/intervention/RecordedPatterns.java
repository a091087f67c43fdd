package dev.headlight.model.intervention;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.model.ModelConfig;
import java.util.List;

/**
 * The whole attention of a short window, all heads: {@code nLayers nHeads T^2} floats. Give it to a forward pass as
 * its hook, then read it.
 */
public final class RecordedPatterns implements AttentionHook {

    private final float[][][][] weights; // [nLayers][nHeads][T][T]

    /**
     * @param T tokens of the window, those in a cache counted
     */
    public RecordedPatterns(ModelConfig config, int T) {
        weights = new float[config.nLayers()][config.nHeads()][T][T];
    }

    @Override
    public Rows open(int layer, int head, int range, int firstRow, int endRow) {
        return new Rows() {
            @Override
            public void accept(AttentionTile tile) {
                for (int r = 0; r < tile.rows(); r++) {
                    int query = tile.firstRow() + r;
                    float[] row = weights[layer][head][query];
                    for (int j = 0; j <= query; j++) {
                        row[j] = tile.weights()[tile.offset(r) + j] * tile.scale(r);
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    /** {@code A[query, key]} of a head. */
    public float weight(int layer, int head, int query, int key) {
        return weights[layer][head][query][key];
    }

    /** The pattern of a head, to stand in for one on another text of this length. */
    public AttentionPattern pattern(int layer, int head) {
        return AttentionPattern.of(weights[layer][head]);
    }

    /**
     * The mean pattern of a head over some windows of one length. Its rows sum to 1 as theirs do.
     */
    public static AttentionPattern mean(List<RecordedPatterns> recorded, int layer, int head) {
        int T = recorded.get(0).weights[layer][head].length;
        float[][] mean = new float[T][T];
        for (int i = 0; i < T; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (RecordedPatterns each : recorded) {
                    sum += each.weight(layer, head, i, j);
                }
                mean[i][j] = (float) (sum / recorded.size());
            }
        }
        return AttentionPattern.of(mean);
    }
}
