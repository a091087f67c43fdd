package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;

import java.util.Arrays;
import java.util.function.BiConsumer;

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
     * @param layer told of each layer's number and its attention, packed as {@link PackedLayer} says
     * @throws java.util.concurrent.CancellationException where {@code stop} asks for it
     */
    public Reading read(int[] tokens, BiConsumer<Integer, byte[]> layer, Stop stop) {
        ModelConfig config = transformer.config();
        int T = tokens.length;
        int size = T * config.dModel();
        RunState state = new RunState(config, T);
        float[][] residuals = new float[config.nLayers()][];
        ValueNorms norms = new ValueNorms(config, T);
        transformer.embed(tokens, state);
        for (int l = 0; l < config.nLayers(); l++) {
            residuals[l] = Arrays.copyOf(state.residual(), size);
            PackedLayer packed = new PackedLayer(T, config.nHeads());
            transformer.attend(l, state, workers, stop.checking(packed));
            var output = transformer.weights().layers().get(l).output().weight();
            packed.valueNorms(norms.of(state.value(l), T, output, workers));
            layer.accept(l, packed.bytes());
            transformer.addAttention(l, state, workers);
            transformer.addFeedForward(l, state, workers);
        }
        transformer.finish(state, workers);
        float[] normed = Arrays.copyOf(state.normed(), size);
        Outcome outcome = Predictions.of(transformer, normed, tokens, workers, stop);
        return new Reading(transformer, tokens.clone(), residuals, normed, outcome);
    }

    /** Hands on the attention of a reading that was made before. */
    public void again(Reading reading, BiConsumer<Integer, byte[]> layer, Stop stop) {
        ModelConfig config = transformer.config();
        int T = reading.length();
        RunState state = new RunState(config, T);
        ValueNorms norms = new ValueNorms(config, T);
        for (int l = 0; l < config.nLayers(); l++) {
            PackedLayer packed = new PackedLayer(T, config.nHeads());
            reading.attend(l, state, workers, stop.checking(packed));
            var output = transformer.weights().layers().get(l).output().weight();
            packed.valueNorms(norms.of(state.value(l), T, output, workers));
            layer.accept(l, packed.bytes());
        }
    }
}
