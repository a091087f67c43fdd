package dev.headlight.model;

import dev.headlight.engine.Rotary;
import java.io.Serializable;

/**
 * What distinguishes one transformer from another: the choices of its family, as fields. One forward
 * pass reads them.
 *
 * @param family the family's name as Hugging Face spells it ({@code llama}, {@code gpt2})
 * @param nLayers layers
 * @param nHeads query heads of a layer
 * @param nKvHeads key/value heads of a layer; query head {@code h} reads group {@code h / (nHeads / nKvHeads)}
 * @param dModel width of the residual stream
 * @param dHead width of a head
 * @param dFeedForward width inside the feed-forward block
 * @param vocab number of token ids
 * @param context longest window the model was made for, in tokens
 * @param normalization kind of norm
 * @param normEpsilon added to the variance (or mean square) before the root
 * @param positions how positions enter
 * @param activation the non-linearity of the feed-forward block
 * @param gatedFeedForward {@code down(act(gate x) * up x)} where true, {@code down(act(up x))} where false
 * @param tiedEmbeddings whether the output matrix is the token embedding
 * @param initializerRange standard deviation of the family's random initialisation
 */
public record ModelConfig(
        String family,
        int nLayers,
        int nHeads,
        int nKvHeads,
        int dModel,
        int dHead,
        int dFeedForward,
        int vocab,
        int context,
        Normalization normalization,
        float normEpsilon,
        Positions positions,
        Activation activation,
        boolean gatedFeedForward,
        boolean tiedEmbeddings,
        float initializerRange)
        implements Serializable {

    /** Kind of norm. */
    public enum Normalization {
        /** {@code x / sqrt(mean x^2 + eps) * gain}. */
        RMS_NORM,
        /** {@code (x - mean) / sqrt(var + eps) * gain + bias}. */
        LAYER_NORM
    }

    /** Non-linearity of the feed-forward block. */
    public enum Activation {
        SILU,
        /** {@code x Phi(x)} with the exact normal distribution function. */
        GELU_ERF,
        /** The tanh approximation of it. */
        GELU_TANH
    }

    /** How positions enter. */
    public sealed interface Positions extends Serializable
            permits LearnedPositions, RotaryPositions {}

    /** A learned vector for each position is added to the token's embedding. */
    public record LearnedPositions() implements Positions {}

    /**
     * Queries and keys are turned by angles {@code position * inverseFrequencies[p]}.
     *
     * @param dims how many of a head's dimensions are turned, the first ones; an even number
     * @param interleaved pairs are dimensions {@code (2p, 2p + 1)} where true (llama2.c, GGUF's llama
     *     files), {@code (p, p + dims / 2)} where false (Hugging Face)
     * @param inverseFrequencies [dims / 2], scaling of the base already in them
     * @param magnitude factor on cosine and sine (YaRN's attention factor), else 1
     */
    public record RotaryPositions(
            int dims, boolean interleaved, float[] inverseFrequencies, float magnitude)
            implements Positions {

        /** The tables of positions {@code start .. start + tokens - 1}. */
        public Rotary tables(int start, int tokens) {
            double[] frequencies = new double[inverseFrequencies.length];
            for (int p = 0; p < frequencies.length; p++) {
                frequencies[p] = inverseFrequencies[p];
            }
            return new Rotary(frequencies, magnitude, start, tokens);
        }
    }
}
