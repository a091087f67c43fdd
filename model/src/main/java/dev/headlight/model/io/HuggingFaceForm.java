package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.text.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The class of transformers whose arithmetic is the model's, and its {@code config.json}: the way back of {@link
 * HuggingFaceConfigs}. A model that was read as another family is written as {@code llama} where its arithmetic is
 * that.
 *
 * @param family whose names and layout the tensors have
 * @param biases which projections have a bias
 */
record HuggingFaceForm(HuggingFaceFamily family, Biases biases) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static HuggingFaceForm of(ModelConfig config, ModelWeights weights) {
        Biases biases = biases(weights);
        if (config.normalization() == Normalization.RMS_NORM
                && config.gatedFeedForward()
                && config.positions() instanceof RotaryPositions
                && biases.queryKeyValue() == biases.attentionOutput()) {
            return new HuggingFaceForm(HuggingFaceFamily.named("llama"), biases);
        }
        if (config.normalization() == Normalization.LAYER_NORM
                && !config.gatedFeedForward()
                && config.positions() instanceof LearnedPositions
                && config.nKvHeads() == config.nHeads()
                && config.nHeads() * config.dHead() == config.dModel()
                && biases.equals(Biases.ALL)) {
            return new HuggingFaceForm(HuggingFaceFamily.named("gpt2"), biases);
        }
        throw new UsageException(
                "A model of the family "
                        + config.family()
                        + " with these norms, positions and biases cannot be written: the families that"
                        + " can be are llama and gpt2.");
    }

    private static Biases biases(ModelWeights weights) {
        Layer layer = weights.layers().get(0);
        return new Biases(
                layer.query().bias() != null,
                layer.output().bias() != null,
                layer.up().bias() != null);
    }

    TensorNames names() {
        return family.prefixedNames();
    }

    byte[] config(ModelConfig config, OptionalInt begin, OptionalInt end) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("architectures", new String[] {family.architecture()});
        fields.put("model_type", family.name());
        if (config.positions() instanceof RotaryPositions rotary) {
            llama(config, rotary, fields);
        } else {
            gpt2(config, fields);
        }
        fields.put("vocab_size", config.vocab());
        fields.put("initializer_range", decimal(config.initializerRange()));
        fields.put("tie_word_embeddings", config.tiedEmbeddings());
        // The classes' own defaults are ids of other vocabularies: what is absent is said to be.
        fields.put("bos_token_id", orNull(begin));
        fields.put("eos_token_id", orNull(end));
        fields.put("dtype", "float32");
        fields.put("use_cache", true);
        return MAPPER.writeValueAsBytes(fields);
    }

    private void llama(
            ModelConfig config, RotaryPositions rotary, Map<String, @Nullable Object> fields) {
        double base = HuggingFaceRotary.base(rotary, config.dHead());
        fields.put("num_hidden_layers", config.nLayers());
        fields.put("num_attention_heads", config.nHeads());
        fields.put("num_key_value_heads", config.nKvHeads());
        fields.put("hidden_size", config.dModel());
        fields.put("head_dim", config.dHead());
        fields.put("intermediate_size", config.dFeedForward());
        fields.put("max_position_embeddings", config.context());
        fields.put("rms_norm_eps", decimal(config.normEpsilon()));
        fields.put("hidden_act", activation(config.activation()));
        fields.put("rope_theta", base); // until transformers 4
        Map<String, Object> rope = new LinkedHashMap<>(); // the same file from every process
        rope.put("rope_type", "default");
        rope.put("rope_theta", base);
        fields.put("rope_parameters", rope);
        fields.put("attention_bias", biases.queryKeyValue());
        fields.put("mlp_bias", biases.feedForward());
        fields.put("attention_dropout", 0.0);
    }

    private static void gpt2(ModelConfig config, Map<String, @Nullable Object> fields) {
        fields.put("n_layer", config.nLayers());
        fields.put("n_head", config.nHeads());
        fields.put("n_embd", config.dModel());
        fields.put("n_inner", config.dFeedForward());
        fields.put("n_positions", config.context());
        fields.put("layer_norm_epsilon", decimal(config.normEpsilon()));
        fields.put("activation_function", activation(config.activation()));
        fields.put("scale_attn_weights", true);
        fields.put("scale_attn_by_inverse_layer_idx", false);
        fields.put("add_cross_attention", false);
        for (String dropout : new String[] {"attn_pdrop", "embd_pdrop", "resid_pdrop"}) {
            fields.put(dropout, 0.0);
        }
    }

    static byte[] generation(OptionalInt begin, OptionalInt end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("_from_model_config", true);
        begin.ifPresent(id -> fields.put("bos_token_id", id));
        end.ifPresent(id -> fields.put("eos_token_id", id));
        return MAPPER.writeValueAsBytes(fields);
    }

    private static String activation(Activation activation) {
        return switch (activation) {
            case SILU -> "silu";
            case GELU_ERF -> "gelu";
            case GELU_TANH -> "gelu_new";
        };
    }

    private static @Nullable Integer orNull(OptionalInt id) {
        return id.isPresent() ? Integer.valueOf(id.getAsInt()) : null;
    }

    /** The float's own shortest decimal, which reads back as the same float. */
    private static double decimal(float x) {
        return Double.parseDouble(Float.toString(x));
    }
}
