package dev.headlight.analysis.circuit;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Norm;

/**
 * The matrices of a layer's heads as floats. What reads the residual stream reads it through the norm before it, whose
 * linear part is folded in: {@code W diag(gain)}, and for LayerNorm, which takes the mean away first, {@code W diag(gain)
 * (I - 11^T / dModel)}. The division by the stream's size and all biases are left out.
 *
 * @param query {@code [nHeads dHead, dModel]}
 * @param key {@code [nKvHeads dHead, dModel]}
 * @param value {@code [nKvHeads dHead, dModel]}
 * @param output {@code [dModel, nHeads dHead]}
 */
record LayerMatrices(float[] query, float[] key, float[] value, float[] output) {

    static LayerMatrices of(ModelConfig config, ModelWeights.Layer layer) {
        Norm norm = layer.attentionNorm();
        return new LayerMatrices(
                reading(layer.query().weight(), norm, config.normalization()),
                reading(layer.key().weight(), norm, config.normalization()),
                reading(layer.value().weight(), norm, config.normalization()),
                floats(layer.output().weight()));
    }

    static float[] floats(WeightMatrix w) {
        float[] data = new float[Math.multiplyExact(w.rows(), w.cols())];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, data, r * w.cols());
        }
        return data;
    }

    private static float[] reading(WeightMatrix w, Norm norm, Normalization normalization) {
        float[] data = floats(w);
        for (int r = 0; r < w.rows(); r++) {
            fold(data, r * w.cols(), w.cols(), norm, normalization);
        }
        return data;
    }

    /** Folds a norm's linear part into a row that is multiplied with what it gives. */
    static void fold(float[] data, int at, int d, Norm norm, Normalization normalization) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
            data[at + c] *= norm.gain()[c];
            sum += data[at + c];
        }
        if (normalization == Normalization.LAYER_NORM) {
            float mean = (float) (sum / d);
            for (int c = 0; c < d; c++) {
                data[at + c] -= mean;
            }
        }
    }
}
