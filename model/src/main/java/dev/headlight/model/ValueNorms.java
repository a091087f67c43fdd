package dev.headlight.model;

import dev.headlight.engine.Linear;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;

/**
 * How long a step a head's value at each position would be in the residual stream, were it read alone: {@code ||W_O[:, h]
 * v_j||}, {@code W_O[:, h]} being the head's columns of the output projection. Attention times this norm is what a key
 * hands on, where a sink has much weight and a small value (Kobayashi et al. 2020, "Attention is not only a weight").
 */
public final class ValueNorms {

    private final ModelConfig config;
    private final float[] column; // [T, dModel] of one head

    /**
     * Buffers.
     *
     * @param T positions that are measured at a time, at most
     */
    public ValueNorms(ModelConfig config, int T) {
        this.config = config;
        column = new float[T * config.dModel()];
    }

    /**
     * Measures.
     *
     * @param value [first + T, nKvHeads, dHead]
     * @param first position before which none is measured
     * @param output {@code W_O} [dModel, nHeads dHead]
     * @return [nHeads][T]
     */
    public float[][] of(float[] value, int first, int T, WeightMatrix output, Workers workers) {
        int dHead = config.dHead();
        int dModel = config.dModel();
        int group = config.nHeads() / config.nKvHeads();
        int kvWidth = config.nKvHeads() * dHead;
        WeightMatrix divisible = divisible(output, dHead);
        float[][] norms = new float[config.nHeads()][T];
        for (int h = 0; h < config.nHeads(); h++) {
            Linear.forward(
                    workers,
                    value,
                    first * kvWidth + h / group * dHead,
                    kvWidth,
                    T,
                    divisible.columnRange(h * dHead, dHead),
                    null,
                    column,
                    0,
                    dModel,
                    false);
            for (int j = 0; j < T; j++) {
                double sum = 0;
                for (int e = j * dModel; e < (j + 1) * dModel; e++) {
                    sum += (double) column[e] * column[e];
                }
                norms[h][j] = (float) Math.sqrt(sum);
            }
        }
        return norms;
    }

    /** The matrix itself where its columns can be cut at heads; quantised blocks that reach over a head are widened. */
    private static WeightMatrix divisible(WeightMatrix w, int dHead) {
        int block = w.type().blockElements();
        if (dHead % block == 0) {
            return w;
        }
        float[] wide = new float[w.rows() * w.cols()];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, wide, r * w.cols());
        }
        return WeightMatrix.ofFloats(wide, w.rows(), w.cols());
    }
}
