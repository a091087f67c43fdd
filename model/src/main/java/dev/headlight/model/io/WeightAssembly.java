package dev.headlight.model.io;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts the tensors of a file into their places: the same for every family, by its table of names. */
final class WeightAssembly {

    private final TensorSet tensors;
    private final TensorNames names;
    private final ModelConfig config;
    private final Biases biases;

    private WeightAssembly(
            TensorSet tensors, TensorNames names, ModelConfig config, Biases biases) {
        this.tensors = tensors;
        this.names = names;
        this.config = config;
        this.biases = biases;
    }

    /** Fails with all that is missing, left over or of a wrong shape before anything is built. */
    static ModelWeights assemble(
            TensorSet tensors, TensorNames names, ModelConfig config, Biases biases) {
        TensorDemand.of(tensors, names, config, biases).require();
        return new WeightAssembly(tensors, names, config, biases).weights();
    }

    private ModelWeights weights() {
        WeightMatrix embedding = matrix(names.tokenEmbedding());
        WeightScan.requireQuickly(tensor(names.tokenEmbedding() + ".weight"));
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.nLayers(); i++) {
            layers.add(layer(i));
        }
        return new ModelWeights(
                embedding,
                names.positionEmbedding() == null ? null : matrix(names.positionEmbedding()),
                layers,
                norm(names.finalNorm()),
                config.tiedEmbeddings() ? embedding : matrix(names.output()));
    }

    private Layer layer(int i) {
        int queries = config.nHeads() * config.dHead();
        int keys = config.nKvHeads() * config.dHead();
        boolean fused = names.fused();
        boolean qkv = biases.queryKeyValue();
        return new Layer(
                norm(TensorNames.in(i, names.attentionNorm())),
                part(i, names.query(), qkv, 0, queries),
                part(i, names.key(), qkv, fused ? queries : 0, keys),
                part(i, names.value(), qkv, fused ? queries + keys : 0, keys),
                projection(i, names.attentionOutput(), biases.attentionOutput()),
                norm(TensorNames.in(i, names.feedForwardNorm())),
                names.gate() == null ? null : projection(i, names.gate(), biases.feedForward()),
                projection(i, names.up(), biases.feedForward()),
                projection(i, names.down(), biases.feedForward()));
    }

    /** Rows {@code from} to {@code from + rows - 1} of a projection: all of it where it is not fused. */
    private Projection part(int layer, String pattern, boolean hasBias, int from, int rows) {
        Projection whole = projection(layer, pattern, hasBias);
        float[] bias = whole.bias();
        return new Projection(
                whole.weight().rowRange(from, rows),
                bias == null ? null : Arrays.copyOfRange(bias, from, from + rows));
    }

    private Projection projection(int layer, String pattern, boolean hasBias) {
        String name = TensorNames.in(layer, pattern);
        WeightMatrix stored = matrix(name);
        return new Projection(
                names.inputMajor() ? stored.transposed() : stored,
                hasBias ? tensor(name + ".bias").vector() : null);
    }

    private Norm norm(String name) {
        return new Norm(
                tensor(name + ".weight").vector(),
                config.normalization() == Normalization.LAYER_NORM
                        ? tensor(name + ".bias").vector()
                        : null);
    }

    private WeightMatrix matrix(String name) {
        return tensor(name + ".weight").matrix();
    }

    private StoredTensor tensor(String name) {
        StoredTensor found = tensors.find(name);
        if (found == null) {
            throw new IllegalStateException(name + " was not demanded");
        }
        return found;
    }
}
