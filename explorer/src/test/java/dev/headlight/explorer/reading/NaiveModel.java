package dev.headlight.explorer.reading;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same model with other weights: what an experiment on a head must give, by another way. */
final class NaiveModel {

    private NaiveModel() {}

    static float[] floats(WeightMatrix w) {
        float[] all = new float[w.rows() * w.cols()];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, all, r * w.cols());
        }
        return all;
    }

    /** The head's columns of {@code W_O} are zeros: nothing of it reaches the stream. */
    static Transformer without(Transformer of, Head head) {
        ModelConfig config = of.config();
        Projection output = of.weights().layers().get(head.layer()).output();
        float[] w = floats(output.weight());
        int cols = output.weight().cols();
        for (int r = 0; r < config.dModel(); r++) {
            for (int e = 0; e < config.dHead(); e++) {
                w[r * cols + head.head() * config.dHead() + e] = 0;
            }
        }
        Projection other =
                new Projection(WeightMatrix.ofFloats(w, config.dModel(), cols), output.bias());
        return with(of, head.layer(), null, other);
    }

    /** The head's rows of {@code W_Q} are zeros: all its scores are 0, so that its attention is uniform. */
    static Transformer uniform(Transformer of, Head head) {
        ModelConfig config = of.config();
        Projection query = of.weights().layers().get(head.layer()).query();
        float[] w = floats(query.weight());
        int from = head.head() * config.dHead() * config.dModel();
        for (int k = from; k < from + config.dHead() * config.dModel(); k++) {
            w[k] = 0;
        }
        int rows = query.weight().rows();
        Projection other = new Projection(WeightMatrix.ofFloats(w, rows, config.dModel()), null);
        return with(of, head.layer(), other, null);
    }

    private static Transformer with(
            Transformer of, int layer, @Nullable Projection query, @Nullable Projection output) {
        ModelWeights weights = of.weights();
        List<Layer> layers = new ArrayList<>(weights.layers());
        Layer l = layers.get(layer);
        layers.set(
                layer,
                new Layer(
                        l.attentionNorm(),
                        query == null ? l.query() : query,
                        l.key(),
                        l.value(),
                        output == null ? l.output() : output,
                        l.feedForwardNorm(),
                        l.gate(),
                        l.up(),
                        l.down()));
        return new Transformer(
                of.config(),
                new ModelWeights(
                        weights.tokenEmbedding(),
                        weights.positionEmbedding(),
                        layers,
                        weights.finalNorm(),
                        weights.output()));
    }

    /** The losses of a plain forward pass. */
    static double[] losses(Transformer transformer, int[] tokens, Workers workers) {
        RunState state = new RunState(transformer.config(), tokens.length);
        transformer.forward(tokens, state, workers, null);
        int[] positions = new int[tokens.length - 1];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        double[] losses = new double[positions.length];
        transformer.losses(tokens, state, positions, losses, workers);
        return losses;
    }
}
