package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.KeyValueCache;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.ValueNorms;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads a text: one forward pass whose attention is handed on layer by layer, as soon as a layer has it. */
public final class ReadingPass {

    private final Transformer transformer;
    private final Workers workers;

    public ReadingPass(Transformer transformer, Workers workers) {
        this.transformer = transformer;
        this.workers = workers;
    }

    /**
     * Reads.
     *
     * @param tokens [T] ids, one or more
     * @param layer told of each layer's number and its attention, packed as {@link PackedLayer} says; not to be written
     * @throws java.util.concurrent.CancellationException where {@code stop} asks for it
     */
    public Reading read(int[] tokens, BiConsumer<Integer, byte[]> layer, Stop stop) {
        return read(tokens, null, layer, stop);
    }

    /**
     * The same, from where the text differs from one that has been read: what stands before is as it was, since no token
     * reads a later one.
     */
    public Reading read(
            int[] tokens, @Nullable Reading before, BiConsumer<Integer, byte[]> layer, Stop stop) {
        ModelConfig config = transformer.config();
        int T = tokens.length;
        int known = before == null ? 0 : Math.min(before.common(tokens), T - 1);
        KeyValueCache cache =
                before == null ? new KeyValueCache(config, T) : before.beginning(known, T);
        RunState state = new RunState(config, T - known, cache);
        float[][] residuals = new float[config.nLayers()][];
        byte[][] packed = new byte[config.nLayers()][];
        ValueNorms norms = new ValueNorms(config, T - known);
        transformer.embed(Arrays.copyOfRange(tokens, known, T), state);
        for (int l = 0; l < config.nLayers(); l++) {
            float[] old = before == null ? state.residual() : before.residual(l);
            residuals[l] = joined(old, known, state.residual(), T);
            PackedLayer rows = new PackedLayer(T, config.nHeads());
            if (before != null) {
                rows.begin(before.packed(l), before.length(), known);
            }
            transformer.attend(l, state, workers, stop.checking(rows));
            var output = transformer.weights().layers().get(l).output().weight();
            rows.valueNorms(known, norms.of(state.value(l), known, T - known, output, workers));
            packed[l] = rows.bytes();
            layer.accept(l, packed[l]);
            transformer.addAttention(l, state, workers);
            transformer.addFeedForward(l, state, workers);
        }
        transformer.finish(state, workers);
        float[] old = before == null ? state.normed() : before.normed();
        float[] normed = joined(old, known, state.normed(), T);
        Outcome outcome =
                Predictions.of(
                        transformer,
                        normed,
                        tokens,
                        before == null ? null : before.outcome(),
                        known,
                        T,
                        workers,
                        stop);
        return new Reading(transformer, tokens.clone(), residuals, normed, cache, packed, outcome);
    }

    /** The first rows of one, then those of another, [T, dModel]. */
    private float[] joined(float[] old, int known, float[] more, int T) {
        int dModel = transformer.config().dModel();
        float[] all = new float[T * dModel];
        System.arraycopy(old, 0, all, 0, known * dModel);
        System.arraycopy(more, 0, all, known * dModel, (T - known) * dModel);
        return all;
    }

    /** Hands on the attention of a reading that was made before. */
    public void again(Reading reading, BiConsumer<Integer, byte[]> layer, Stop stop) {
        for (int l = 0; l < transformer.config().nLayers(); l++) {
            stop.check();
            layer.accept(l, reading.packed(l));
        }
    }
}
