package dev.headlight.model.training;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.training.Parameter.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a transformer, in the order of the forward pass. The order and the names are part of a
 * checkpoint.
 */
public final class Parameters {

    /**
     * One layer; the tensors of {@link ModelWeights.Layer}.
     *
     * @param gate null where the feed-forward block has none
     */
    record Layer(
            Normed attentionNorm,
            Biased query,
            Biased key,
            Biased value,
            Biased output,
            Normed feedForwardNorm,
            @Nullable Biased gate,
            Biased up,
            Biased down) {}

    /** Gain and bias of a norm. */
    record Normed(Parameter gain, @Nullable Parameter bias) {
        Norm view() {
            return new Norm(gain.values(), bias == null ? null : bias.values());
        }
    }

    /** Weight and bias of a projection. */
    record Biased(Parameter weight, @Nullable Parameter bias) {
        Projection view() {
            return new Projection(matrix(weight), bias == null ? null : bias.values());
        }
    }

    private final ModelConfig config;
    private final List<Parameter> all = new ArrayList<>();
    private final Parameter embedding;
    private final @Nullable Parameter positions;
    private final List<Layer> layers = new ArrayList<>();
    private final Normed finalNorm;
    private final Parameter output;

    private final boolean frozen;

    private Parameters(ModelConfig config, boolean frozen) {
        this.config = config;
        this.frozen = frozen;
        int dModel = config.dModel();
        embedding = make("embedding.weight", Kind.EMBEDDING, config.vocab(), dModel);
        positions =
                config.positions() instanceof LearnedPositions
                        ? make("positions.weight", Kind.EMBEDDING, config.context(), dModel)
                        : null;
        for (int l = 0; l < config.nLayers(); l++) {
            layers.add(layer("layers." + l + "."));
        }
        finalNorm = norm("final_norm");
        output =
                config.tiedEmbeddings()
                        ? embedding
                        : make("output.weight", Kind.OUTPUT, config.vocab(), dModel);
    }

    /** Parameters of zeros, gains 1: to be read from a file. */
    public static Parameters unset(ModelConfig config) {
        return new Parameters(config, false);
    }

    /**
     * The same with matrices and embeddings {@linkplain Parameter#frozen frozen}, for who wants gradients by what
     * flows through the model and not by its weights: half the memory, two thirds of the work.
     */
    static Parameters unsetAndFrozen(ModelConfig config) {
        return new Parameters(config, true);
    }

    /**
     * Parameters drawn at random: matrices and embeddings {@code N(0, initializerRange^2)}, the two projections
     * back onto the residual stream divided by {@code sqrt(2 nLayers)}, gains 1, biases 0. A function of
     * configuration and seed alone.
     */
    public static Parameters random(ModelConfig config, long seed) {
        Parameters parameters = new Parameters(config, false);
        SplittableRandom random = new SplittableRandom(seed);
        double residual = config.initializerRange() / Math.sqrt(2.0 * config.nLayers());
        for (Parameter p : parameters.all) {
            if (p.kind() == Kind.GAIN || p.kind() == Kind.BIAS) {
                continue;
            }
            boolean back =
                    p.name().endsWith("attention.output.weight")
                            || p.name().endsWith("down.weight");
            double sd = back ? residual : config.initializerRange();
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] = (float) (random.nextGaussian() * sd);
            }
        }
        return parameters;
    }

    private Layer layer(String at) {
        int dModel = config.dModel();
        int dQuery = config.nHeads() * config.dHead();
        int dKey = config.nKvHeads() * config.dHead();
        int dFeedForward = config.dFeedForward();
        return new Layer(
                norm(at + "attention_norm"),
                projection(at + "attention.query", dQuery, dModel),
                projection(at + "attention.key", dKey, dModel),
                projection(at + "attention.value", dKey, dModel),
                projection(at + "attention.output", dModel, dQuery),
                norm(at + "feed_forward_norm"),
                config.gatedFeedForward()
                        ? projection(at + "feed_forward.gate", dFeedForward, dModel)
                        : null,
                projection(at + "feed_forward.up", dFeedForward, dModel),
                projection(at + "feed_forward.down", dModel, dFeedForward));
    }

    private Normed norm(String name) {
        Parameter gain = make(name + ".gain", Kind.GAIN, 1, config.dModel());
        Arrays.fill(gain.values(), 1);
        return new Normed(
                gain, biased() ? make(name + ".bias", Kind.BIAS, 1, config.dModel()) : null);
    }

    private Biased projection(String name, int rows, int cols) {
        Parameter weight = make(name + ".weight", Kind.MATRIX, rows, cols);
        return new Biased(weight, biased() ? make(name + ".bias", Kind.BIAS, 1, rows) : null);
    }

    /** The families that norm by mean and variance are those whose projections have biases. */
    private boolean biased() {
        return config.normalization() == Normalization.LAYER_NORM;
    }

    private Parameter make(String name, Kind kind, int rows, int cols) {
        boolean small = kind == Kind.GAIN || kind == Kind.BIAS;
        Parameter parameter =
                frozen && !small
                        ? Parameter.frozen(name, kind, rows, cols)
                        : Parameter.zeros(name, kind, rows, cols);
        all.add(parameter);
        return parameter;
    }

    private static WeightMatrix matrix(Parameter p) {
        return WeightMatrix.ofFloats(p.values(), p.rows(), p.cols());
    }

    public ModelConfig config() {
        return config;
    }

    /** Every parameter once; a tied output matrix is the embedding. */
    public List<Parameter> all() {
        return List.copyOf(all);
    }

    /** Sets the gradients of all of them to zero. */
    public void clearGradients(Workers workers) {
        workers.forEach(all.size(), i -> Arrays.fill(all.get(i).gradient(), 0));
    }

    /** The number of values of all of them. */
    public long count() {
        return all.stream().mapToLong(Parameter::size).sum();
    }

    /** A view of the values, which changes as they do. */
    public ModelWeights weights() {
        WeightMatrix token = matrix(embedding);
        return new ModelWeights(
                token,
                positions == null ? null : matrix(positions),
                layers.stream()
                        .map(
                                l ->
                                        new ModelWeights.Layer(
                                                l.attentionNorm.view(),
                                                l.query.view(),
                                                l.key.view(),
                                                l.value.view(),
                                                l.output.view(),
                                                l.feedForwardNorm.view(),
                                                l.gate == null ? null : l.gate.view(),
                                                l.up.view(),
                                                l.down.view()))
                        .toList(),
                finalNorm.view(),
                config.tiedEmbeddings() ? token : matrix(output));
    }

    Parameter embedding() {
        return embedding;
    }

    @Nullable Parameter positions() {
        return positions;
    }

    List<Layer> layers() {
        return layers;
    }

    Normed finalNorm() {
        return finalNorm;
    }

    Parameter output() {
        return output;
    }
}
