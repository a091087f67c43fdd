package dev.headlight.model;

import dev.headlight.engine.WeightMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a transformer. Matrices are views of storage that another owns; gains and biases are
 * floats. Immutable by agreement: nobody writes the arrays.
 *
 * @param tokenEmbedding [vocab, dModel]
 * @param positionEmbedding [context, dModel], or null where positions are rotary
 * @param layers one entry a layer
 * @param finalNorm before the output matrix
 * @param output [vocab, dModel]; the token embedding itself where the two are tied
 */
public record ModelWeights(
        WeightMatrix tokenEmbedding,
        @Nullable WeightMatrix positionEmbedding,
        List<Layer> layers,
        Norm finalNorm,
        WeightMatrix output) {

    public ModelWeights {
        layers = List.copyOf(layers);
    }

    /**
     * One layer: {@code x += output(attention(norm x))}, {@code x += down(act(gate(norm x)) * up(norm x))}.
     *
     * @param query [nHeads dHead, dModel]
     * @param key [nKvHeads dHead, dModel]
     * @param value [nKvHeads dHead, dModel]
     * @param output [dModel, nHeads dHead]
     * @param gate [dFeedForward, dModel], or null where the feed-forward block has no gate
     * @param up [dFeedForward, dModel]
     * @param down [dModel, dFeedForward]
     */
    public record Layer(
            Norm attentionNorm,
            Projection query,
            Projection key,
            Projection value,
            Projection output,
            Norm feedForwardNorm,
            @Nullable Projection gate,
            Projection up,
            Projection down) {}

    /** Gain and, for LayerNorm, bias; both [dModel]. */
    public record Norm(float[] gain, float @Nullable [] bias) {}

    /** {@code y = W x + b}. */
    public record Projection(WeightMatrix weight, float @Nullable [] bias) {}
}
