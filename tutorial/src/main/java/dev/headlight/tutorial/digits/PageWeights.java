package dev.headlight.tutorial.digits;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.text.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a transformer in GPT-2's or Llama's form as a page holds them: little-endian 32-bit floats, one tensor after the
 * other, in base64.
 *
 * @param tensors {@code name}, {@code rows} and {@code columns} of each, in their order
 */
record PageWeights(List<Map<String, Object>> tensors, String base64) {

    /**
     * Takes them.
     *
     * @throws InputException where the model is of another form, which the page does not compute
     */
    static PageWeights of(ModelWeights weights, ModelConfig config) {
        if (!isGpt2(config) && !isLlama(config)) {
            throw new InputException(
                    "the page computes models in the form of GPT-2 or Llama only, and this one is of another;"
                            + " headlight tutorial ask answers with it in the terminal.");
        }
        Writing to = new Writing();
        to.matrix("embedding", weights.tokenEmbedding());
        if (weights.positionEmbedding() != null) {
            to.matrix("position", weights.positionEmbedding());
        }
        for (int l = 0; l < config.nLayers(); l++) {
            ModelWeights.Layer layer = weights.layers().get(l);
            to.norm(l + ".attentionNorm", layer.attentionNorm());
            to.projection(l + ".query", layer.query());
            to.projection(l + ".key", layer.key());
            to.projection(l + ".value", layer.value());
            to.projection(l + ".output", layer.output());
            to.norm(l + ".feedForwardNorm", layer.feedForwardNorm());
            if (layer.gate() != null) {
                to.projection(l + ".gate", layer.gate());
            }
            to.projection(l + ".up", layer.up());
            to.projection(l + ".down", layer.down());
        }
        to.norm("finalNorm", weights.finalNorm());
        if (!config.tiedEmbeddings()) {
            to.matrix("output", weights.output());
        }
        return to.written();
    }

    private static boolean isGpt2(ModelConfig config) {
        return config.normalization() == Normalization.LAYER_NORM
                && config.activation() == Activation.GELU_TANH
                && !config.gatedFeedForward()
                && config.positions() instanceof LearnedPositions;
    }

    private static boolean isLlama(ModelConfig config) {
        return config.normalization() == Normalization.RMS_NORM
                && config.activation() == Activation.SILU
                && config.gatedFeedForward()
                && config.positions() instanceof RotaryPositions rotary
                && rotary.dims() == config.dHead()
                && !rotary.interleaved()
                && rotary.magnitude() == 1;
    }

    /** What the page needs to know of the make; {@code rotary} has the frequencies where positions are turned. */
    static Map<String, Object> sizes(ModelConfig config) {
        Map<String, Object> sizes = new HashMap<>();
        sizes.put("dModel", config.dModel());
        sizes.put("dHead", config.dHead());
        sizes.put("nHeads", config.nHeads());
        sizes.put("nKvHeads", config.nKvHeads());
        sizes.put("nLayers", config.nLayers());
        sizes.put("epsilon", config.normEpsilon());
        if (config.positions() instanceof RotaryPositions rotary) {
            sizes.put("rotary", rotary.inverseFrequencies());
        }
        return sizes;
    }

    private static final class Writing {
        private final List<Map<String, Object>> tensors = new ArrayList<>();
        private final List<float[]> values = new ArrayList<>();

        void matrix(String name, WeightMatrix w) {
            float[] all = new float[w.rows() * w.cols()];
            for (int r = 0; r < w.rows(); r++) {
                WeightRows.read(w, r, all, r * w.cols());
            }
            add(name, w.rows(), all);
        }

        void projection(String name, ModelWeights.Projection projection) {
            matrix(name, projection.weight());
            vector(name + ".bias", projection.bias());
        }

        void norm(String name, ModelWeights.Norm norm) {
            vector(name + ".gain", norm.gain());
            vector(name + ".bias", norm.bias());
        }

        private void vector(String name, float @Nullable [] v) {
            if (v != null) {
                add(name, 1, v);
            }
        }

        private void add(String name, int rows, float[] all) {
            tensors.add(Map.of("name", name, "rows", rows, "columns", all.length / rows));
            values.add(all);
        }

        PageWeights written() {
            int count = values.stream().mapToInt(v -> v.length).sum();
            ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
            for (float[] each : values) {
                for (float x : each) {
                    bytes.putFloat(x);
                }
            }
            return new PageWeights(tensors, Base64.getEncoder().encodeToString(bytes.array()));
        }
    }
}
