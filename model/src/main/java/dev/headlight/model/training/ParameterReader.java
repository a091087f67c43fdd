package dev.headlight.model.training;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.training.Parameters.Biased;
import dev.headlight.model.training.Parameters.Normed;
import dev.headlight.text.UsageException;
import org.jspecify.annotations.Nullable;

/** Parameters that start from the weights of a model that was opened, to go on training it or to follow gradients through it. */
public final class ParameterReader {

    private ParameterReader() {}

    /**
     * Copies all weights, widened to floats.
     *
     * @throws UsageException where the model has a bias that parameters of its family do not have, or lacks one
     */
    public static Parameters read(ModelConfig config, ModelWeights weights) {
        return fill(Parameters.unset(config), config, weights);
    }

    /**
     * The same with matrices and embeddings frozen: a backward pass through them makes no gradient by the weights.
     *
     * @throws UsageException as {@link #read}
     */
    public static Parameters readFrozen(ModelConfig config, ModelWeights weights) {
        return fill(Parameters.unsetAndFrozen(config), config, weights);
    }

    private static Parameters fill(
            Parameters parameters, ModelConfig config, ModelWeights weights) {
        copy(weights.tokenEmbedding(), parameters.embedding());
        Parameter positions = parameters.positions();
        if (positions != null && weights.positionEmbedding() != null) {
            copy(weights.positionEmbedding(), positions);
        }
        for (int i = 0; i < config.nLayers(); i++) {
            Parameters.Layer to = parameters.layers().get(i);
            Layer from = weights.layers().get(i);
            copy(from.attentionNorm(), to.attentionNorm());
            copy(from.query(), to.query());
            copy(from.key(), to.key());
            copy(from.value(), to.value());
            copy(from.output(), to.output());
            copy(from.feedForwardNorm(), to.feedForwardNorm());
            if (to.gate() != null && from.gate() != null) {
                copy(from.gate(), to.gate());
            }
            copy(from.up(), to.up());
            copy(from.down(), to.down());
        }
        copy(weights.finalNorm(), parameters.finalNorm());
        if (!config.tiedEmbeddings()) {
            copy(weights.output(), parameters.output());
        }
        return parameters;
    }

    private static void copy(Norm from, Normed to) {
        copy(from.gain(), to.gain(), to.gain());
        copy(from.bias(), to.bias(), to.gain());
    }

    private static void copy(Projection from, Biased to) {
        copy(from.weight(), to.weight());
        copy(from.bias(), to.bias(), to.weight());
    }

    private static void copy(WeightMatrix from, Parameter to) {
        for (int r = 0; r < from.rows(); r++) {
            WeightRows.read(from, r, to.values(), r * from.cols());
        }
    }

    private static void copy(float @Nullable [] from, @Nullable Parameter to, Parameter beside) {
        if ((from == null) != (to == null)) {
            throw new UsageException(
                    "The model has "
                            + (from == null ? "no bias" : "a bias")
                            + " beside "
                            + beside.name()
                            + ", and training knows its family only "
                            + (from == null ? "with" : "without")
                            + " one: train another model.");
        }
        if (from != null && to != null) {
            System.arraycopy(from, 0, to.values(), 0, from.length);
        }
    }
}
