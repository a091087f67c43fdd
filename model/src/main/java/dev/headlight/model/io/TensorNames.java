package dev.headlight.model.io;

import org.jspecify.annotations.Nullable;

/**
 * Where a family keeps each of our weights: the table that makes a family. {@code {i}} stands for the
 * layer; a matrix is {@code NAME.weight}, its bias {@code NAME.bias}.
 *
 * @param tokenEmbedding [vocab, dModel]
 * @param positionEmbedding [context, dModel], null where positions are rotary
 * @param query the same as {@code key} and {@code value} where the three are fused, in this order
 * @param gate null where the feed-forward block has none
 * @param output [vocab, dModel]; absent from the files where it is tied to the embedding
 * @param inputMajor whether projections are stored {@code [in, out]}, as GPT-2's Conv1D does
 */
record TensorNames(
        String tokenEmbedding,
        @Nullable String positionEmbedding,
        String attentionNorm,
        String query,
        String key,
        String value,
        String attentionOutput,
        String feedForwardNorm,
        @Nullable String gate,
        String up,
        String down,
        String finalNorm,
        String output,
        boolean inputMajor) {

    /** Every name but the output's behind a prefix. */
    TensorNames prefixed(String prefix) {
        return new TensorNames(
                prefix + tokenEmbedding,
                positionEmbedding == null ? null : prefix + positionEmbedding,
                prefix + attentionNorm,
                prefix + query,
                prefix + key,
                prefix + value,
                prefix + attentionOutput,
                prefix + feedForwardNorm,
                gate == null ? null : prefix + gate,
                prefix + up,
                prefix + down,
                prefix + finalNorm,
                output,
                inputMajor);
    }

    /** Whether query, key and value are one matrix, their rows in this order. */
    boolean fused() {
        return query.equals(key);
    }

    static String in(int layer, String pattern) {
        return pattern.replace("{i}", Integer.toString(layer));
    }
}
