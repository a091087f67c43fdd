package dev.headlight.model;

import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;

/** Configurations of small models for tests. */
final class Configs {

    private Configs() {}

    /** A Llama with grouped queries and tied embeddings. */
    static ModelConfig llama(int dModel, int dFeedForward, int nLayers) {
        return new ModelConfig(
                "llama",
                nLayers,
                4,
                2,
                dModel,
                dModel / 4,
                dFeedForward,
                96,
                128,
                Normalization.RMS_NORM,
                1e-5f,
                new RotaryPositions(dModel / 4, false, frequencies(dModel / 4), 1),
                Activation.SILU,
                true,
                true,
                0.02f);
    }

    /** A GPT-2: learned positions, LayerNorm, biases. */
    static ModelConfig gpt2(int dModel, int nLayers) {
        return new ModelConfig(
                "gpt2",
                nLayers,
                4,
                4,
                dModel,
                dModel / 4,
                4 * dModel,
                96,
                64,
                Normalization.LAYER_NORM,
                1e-5f,
                new LearnedPositions(),
                Activation.GELU_TANH,
                false,
                true,
                0.02f);
    }

    private static float[] frequencies(int dims) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) Math.pow(10000, -2.0 * p / dims);
        }
        return frequencies;
    }
}
