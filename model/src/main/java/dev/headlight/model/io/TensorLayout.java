package dev.headlight.model.io;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.io.SafetensorsWriter.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensors of a model as a family lays them out, by its table of names: the way back of {@link WeightAssembly}. */
final class TensorLayout {

    private final TensorNames names;
    private final List<Tensor> tensors = new ArrayList<>();

    private TensorLayout(TensorNames names) {
        this.names = names;
    }

    static List<Tensor> of(HuggingFaceForm form, ModelConfig config, ModelWeights weights) {
        TensorLayout layout = new TensorLayout(form.names());
        layout.add(config, weights);
        return layout.tensors;
    }

    private void add(ModelConfig config, ModelWeights weights) {
        matrix(names.tokenEmbedding(), weights.tokenEmbedding());
        WeightMatrix positions = weights.positionEmbedding();
        if (names.positionEmbedding() != null && positions != null) {
            matrix(names.positionEmbedding(), positions);
        }
        for (int i = 0; i < config.nLayers(); i++) {
            layer(i, weights.layers().get(i));
        }
        norm(names.finalNorm(), weights.finalNorm());
        if (!config.tiedEmbeddings()) {
            matrix(names.output(), weights.output());
        }
    }

    private void layer(int i, Layer layer) {
        norm(TensorNames.in(i, names.attentionNorm()), layer.attentionNorm());
        if (names.fused()) {
            projections(i, names.query(), layer.query(), layer.key(), layer.value());
        } else {
            projections(i, names.query(), layer.query());
            projections(i, names.key(), layer.key());
            projections(i, names.value(), layer.value());
        }
        projections(i, names.attentionOutput(), layer.output());
        norm(TensorNames.in(i, names.feedForwardNorm()), layer.feedForwardNorm());
        if (names.gate() != null && layer.gate() != null) {
            projections(i, names.gate(), layer.gate());
        }
        projections(i, names.up(), layer.up());
        projections(i, names.down(), layer.down());
    }

    private void norm(String name, Norm norm) {
        vector(name + ".weight", norm.gain());
        vector(name + ".bias", norm.bias());
    }

    private void vector(String name, float @Nullable [] values) {
        if (values != null) {
            tensors.add(Tensor.of(name, values, values.length));
        }
    }

    private void matrix(String name, WeightMatrix w) {
        long[] shape = {w.rows(), w.cols()};
        tensors.add(new Tensor(name + ".weight", shape, sink -> rows(sink, w)));
    }

    /** One projection, or several whose outputs stand side by side. */
    private void projections(int layer, String pattern, Projection... parts) {
        String name = TensorNames.in(layer, pattern);
        WeightMatrix[] stored = new WeightMatrix[parts.length];
        int outputs = 0;
        for (int p = 0; p < parts.length; p++) {
            WeightMatrix w = parts[p].weight();
            stored[p] = names.inputMajor() ? w.transposed() : w;
            outputs += w.rows();
        }
        long inputs = parts[0].weight().cols();
        long[] shape =
                names.inputMajor() ? new long[] {inputs, outputs} : new long[] {outputs, inputs};
        tensors.add(new Tensor(name + ".weight", shape, sink -> rows(sink, stored)));
        biases(name + ".bias", outputs, parts);
    }

    private void biases(String name, int outputs, Projection... parts) {
        if (parts[0].bias() == null) {
            return;
        }
        float[] all = new float[outputs];
        int at = 0;
        for (Projection part : parts) {
            float[] bias = part.bias();
            if (bias != null) {
                System.arraycopy(bias, 0, all, at, bias.length);
            }
            at += part.weight().rows();
        }
        vector(name, all);
    }

    /** Row after row; several matrices are read side by side. */
    private static void rows(SafetensorsWriter.Sink sink, WeightMatrix... side)
            throws java.io.IOException {
        int width = 0;
        for (WeightMatrix w : side) {
            width += w.cols();
        }
        float[] row = new float[width];
        for (int r = 0; r < side[0].rows(); r++) {
            int at = 0;
            for (WeightMatrix w : side) {
                WeightRows.read(w, r, row, at);
                at += w.cols();
            }
            sink.accept(row, 0, width);
        }
    }
}
