package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.KeyValueCache;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as a model has read it. The residual stream before each layer is kept, {@code nLayers T dModel} floats; from it
 * any layer's queries, keys, values and attention are had again by that layer's work alone. Keys and values are kept too, so
 * that a text that begins alike is read from where it differs on. Immutable.
 */
public final class Reading {

    private final Transformer transformer;
    private final int[] tokens;
    private final float[][] residuals; // [nLayers][T * dModel]
    private final float[] normed; // [T * dModel] after the last norm
    private final KeyValueCache cache; // of all T positions; only copied
    private final byte[][] packed; // [nLayers], each as PackedLayer has it
    private final Outcome outcome;

    Reading(
            Transformer transformer,
            int[] tokens,
            float[][] residuals,
            float[] normed,
            KeyValueCache cache,
            byte[][] packed,
            Outcome outcome) {
        this.transformer = transformer;
        this.tokens = tokens;
        this.residuals = residuals;
        this.normed = normed;
        this.cache = cache;
        this.packed = packed;
        this.outcome = outcome;
    }

    /** Bytes that a reading of so many tokens holds. */
    public static long bytes(Transformer transformer, int tokens) {
        ModelConfig config = transformer.config();
        long stream = (long) tokens * config.dModel() * Float.BYTES * (config.nLayers() + 1);
        long keysValues = 2L * tokens * config.nKvHeads() * config.dHead() * Float.BYTES;
        long attention = PackedLayer.size(tokens, config.nHeads());
        return stream + config.nLayers() * (keysValues + attention);
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

    /** Tokens at the beginning that are those of another text. */
    int common(int[] other) {
        int differs = Arrays.mismatch(tokens, other);
        return differs < 0 ? tokens.length : differs;
    }

    /** Keys and values of the first positions, with room for more. */
    KeyValueCache beginning(int positions, int capacity) {
        return cache.beginning(positions, capacity);
    }

    /** The stream before layer {@code l}, [T, dModel]; not to be written. */
    float[] residual(int l) {
        return residuals[l];
    }

    /** The attention of layer {@code l}, as {@link PackedLayer} says; not to be written. */
    byte[] packed(int l) {
        return packed[l];
    }

    /** Puts the stream before layer {@code l} into a state, as if the layers before had been run. */
    void restore(int l, RunState state) {
        restore(l, 0, tokens.length, state);
    }

    /** The same of the positions from {@code from} to {@code end - 1}, those before being in the state's cache. */
    void restore(int l, int from, int end, RunState state) {
        transformer.embed(Arrays.copyOfRange(tokens, from, end), state);
        int dModel = transformer.config().dModel();
        System.arraycopy(residuals[l], from * dModel, state.residual(), 0, (end - from) * dModel);
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
