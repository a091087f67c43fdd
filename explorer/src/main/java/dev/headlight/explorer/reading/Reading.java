package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;

import org.jspecify.annotations.Nullable;

/**
 * A text as a model has read it. The residual stream before each layer is kept, {@code nLayers T dModel} floats; from it
 * any layer's queries, keys, values and attention are had again by that layer's work alone. Immutable.
 */
public final class Reading {

    private final Transformer transformer;
    private final int[] tokens;
    private final float[][] residuals; // [nLayers][T * dModel]
    private final float[] normed; // [T * dModel] after the last norm
    private final Outcome outcome;

    Reading(
            Transformer transformer,
            int[] tokens,
            float[][] residuals,
            float[] normed,
            Outcome outcome) {
        this.transformer = transformer;
        this.tokens = tokens;
        this.residuals = residuals;
        this.normed = normed;
        this.outcome = outcome;
    }

    /** Bytes that a reading of so many tokens holds. */
    public static long bytes(Transformer transformer, int tokens) {
        long stream = (long) tokens * transformer.config().dModel() * Float.BYTES;
        return stream * (transformer.config().nLayers() + 1);
    }

    public Transformer transformer() {
        return transformer;
    }

    public int length() {
        return tokens.length;
    }

    /** [T] ids, not to be written. */
    int[] tokens() {
        return tokens;
    }

    /** What the model predicts at each position. */
    public Outcome outcome() {
        return outcome;
    }

    /** The stream after the last norm, [T, dModel]; not to be written. */
    float[] normed() {
        return normed;
    }

    /** Puts the stream before layer {@code l} into a state, as if the layers before had been run. */
    void restore(int l, RunState state) {
        transformer.embed(tokens, state);
        float[] from = residuals[l];
        System.arraycopy(from, 0, state.residual(), 0, from.length);
    }

    /** Runs the attention of layer {@code l} again: queries, keys, values and outputs are then in the state. */
    void attend(
            int l,
            RunState state,
            Workers workers,
            dev.headlight.engine.@Nullable AttentionHook hook) {
        restore(l, state);
        transformer.attend(l, state, workers, hook);
    }
}
