package dev.headlight.model;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small trained GPT-2 that sorts, as JSON with tensors in base64, and what PyTorch computed inside it. */
final class GptNano {

    /** A tensor by name: {@code {"shape": [...], "data": base64 of little-endian float32}}. */
    static float[] tensor(JsonNode node) {
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(node.get("data").stringValue()));
        float[] floats = new float[bytes.capacity() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    final ModelConfig config;
    final ModelWeights weights;
    final JsonNode partials;
    private final JsonNode tensors;

    GptNano() throws IOException {
        JsonMapper mapper = new JsonMapper();
        tensors = mapper.readTree(SharedData.file("models/gpt-nano-sort-model.json"));
        partials = mapper.readTree(SharedData.file("models/gpt-nano-sort-t0-partials.json"));
        config =
                new ModelConfig(
                        "gpt2",
                        3,
                        3,
                        3,
                        48,
                        16,
                        192,
                        3,
                        11,
                        ModelConfig.Normalization.LAYER_NORM,
                        1e-5f,
                        new ModelConfig.LearnedPositions(),
                        ModelConfig.Activation.GELU_TANH,
                        false,
                        false,
                        0.02f);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < 3; l++) {
            layers.add(layer("transformer.h." + l + "."));
        }
        weights =
                new ModelWeights(
                        matrix("transformer.wte", 3, 48),
                        matrix("transformer.wpe", 11, 48),
                        layers,
                        norm("transformer.ln_f"),
                        matrix("lm_head", 3, 48));
    }

    private Layer layer(String prefix) {
        Projection all = projection(prefix + "attn.c_attn", 144, 48);
        return new Layer(
                norm(prefix + "ln_1"),
                third(all, 0),
                third(all, 1),
                third(all, 2),
                projection(prefix + "attn.c_proj", 48, 48),
                norm(prefix + "ln_2"),
                null,
                projection(prefix + "mlp.c_fc", 192, 48),
                projection(prefix + "mlp.c_proj", 48, 192));
    }

    /** Query, key or value of the fused projection. */
    private static Projection third(Projection all, int part) {
        float[] bias = all.bias();
        return new Projection(
                all.weight().rowRange(48 * part, 48),
                bias == null
                        ? null
                        : java.util.Arrays.copyOfRange(bias, 48 * part, 48 * part + 48));
    }

    private Norm norm(String name) {
        return new Norm(tensor(tensors.get(name + ".weight")), tensor(tensors.get(name + ".bias")));
    }

    private Projection projection(String name, int rows, int cols) {
        return new Projection(matrix(name, rows, cols), tensor(tensors.get(name + ".bias")));
    }

    private WeightMatrix matrix(String name, int rows, int cols) {
        return WeightMatrix.ofFloats(tensor(tensors.get(name + ".weight")), rows, cols);
    }
}
