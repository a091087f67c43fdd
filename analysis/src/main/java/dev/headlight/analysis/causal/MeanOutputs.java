package dev.headlight.analysis.causal;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.io.Serializable;

/**
 * Each head's mean output before {@code W_O} over a text, all positions of all windows: {@code mean_i sum_j A[i, j]
 * v[j]}, summed in double precision in the order of the windows.
 */
public final class MeanOutputs implements Serializable {

    private final float[][][] means; // [nLayers][nHeads][dHead]

    private MeanOutputs(float[][][] means) {
        this.means = means;
    }

    /** No text, for ablations of which none takes a mean. */
    static MeanOutputs none() {
        return new MeanOutputs(new float[0][][]);
    }

    /** Runs the text of a ground once. */
    public static MeanOutputs of(Transformer transformer, LossGround text, Workers workers) {
        ModelConfig c = transformer.config();
        int width = c.nHeads() * c.dHead();
        double[][] sums = new double[c.nLayers()][width];
        long rows = 0;
        RunState state = new RunState(c, text.longest());
        for (LossGround.Unit unit : text.units()) {
            for (int[] window : unit.windows()) {
                transformer.embed(window, state);
                for (int l = 0; l < c.nLayers(); l++) {
                    transformer.attend(l, state, workers, null);
                    float[] out = state.attended();
                    for (int n = 0; n < window.length * width; n++) {
                        sums[l][n % width] += out[n];
                    }
                    transformer.addAttention(l, state, workers);
                    transformer.addFeedForward(l, state, workers);
                }
                rows += window.length;
            }
        }
        float[][][] means = new float[c.nLayers()][c.nHeads()][c.dHead()];
        for (int l = 0; l < c.nLayers(); l++) {
            for (int n = 0; n < width; n++) {
                means[l][n / c.dHead()][n % c.dHead()] = (float) (sums[l][n] / rows);
            }
        }
        return new MeanOutputs(means);
    }

    /** {@code [dHead]}; not to be written. */
    public float[] of(int layer, int head) {
        return means[layer][head];
    }
}
