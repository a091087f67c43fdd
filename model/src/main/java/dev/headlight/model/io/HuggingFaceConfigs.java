package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;

/**
 * How each family spells our configuration. Defaults of absent fields are those of the family's class in
 * transformers.
 */
final class HuggingFaceConfigs {

    /** A head this wide is no model's, and its table of frequencies would not be small. */
    private static final int WIDEST_HEAD = 1 << 14;

    private HuggingFaceConfigs() {}

    static ModelConfig llama(ConfigFields c) {
        return llamaLike(c, "llama", 2_048, c.positive("num_attention_heads"));
    }

    /** Where attention slides, the context is the window: within it a sliding mask is the causal one. */
    static ModelConfig mistral(ConfigFields c) {
        // An explicit null means that nothing slides, an absent field the class's default.
        int window = c.node().has("sliding_window") ? Integer.MAX_VALUE : 4_096;
        ModelConfig config = llamaLike(c, "mistral", 131_072, 8);
        return atMost(config, c.positive("sliding_window", window));
    }

    static ModelConfig qwen2(ConfigFields c) {
        ModelConfig config = llamaLike(c, "qwen2", 32_768, 32);
        boolean slides =
                c.flag("use_sliding_window", false) || c.lists("layer_types", "sliding_attention");
        return slides ? atMost(config, c.positive("sliding_window", 4_096)) : config;
    }

    private static ModelConfig llamaLike(
            ConfigFields c, String family, int contextAbsent, int nKvHeadsAbsent) {
        int nHeads = c.positive("num_attention_heads");
        int nKvHeads = c.positive("num_key_value_heads", nKvHeadsAbsent);
        if (nHeads % nKvHeads != 0) {
            throw c.wrong(
                    "num_key_value_heads",
                    "is " + nKvHeads + ", which does not divide " + nHeads + " heads: check it");
        }
        int dModel = c.positive("hidden_size");
        int dHead = dHead(c, "head_dim", dModel, nHeads);
        if (dHead % 2 != 0) {
            throw c.wrong("head_dim", "is " + dHead + ", but rotary positions need it even");
        }
        int context = c.positive("max_position_embeddings", contextAbsent);
        return new ModelConfig(
                family,
                c.positive("num_hidden_layers"),
                nHeads,
                nKvHeads,
                dModel,
                dHead,
                c.positive("intermediate_size"),
                c.positive("vocab_size"),
                context,
                Normalization.RMS_NORM,
                (float) c.number("rms_norm_eps", 1e-6, 0),
                HuggingFaceRotary.read(c, dHead, context),
                activation(c, "hidden_act", "silu"),
                true,
                c.flag("tie_word_embeddings", false),
                (float) c.number("initializer_range", 0.02, 0));
    }

    static ModelConfig gpt2(ConfigFields c) {
        refuse(c, "scale_attn_by_inverse_layer_idx", false);
        refuse(c, "scale_attn_weights", true);
        refuse(c, "add_cross_attention", false);
        int dModel = c.positive("n_embd");
        int nHeads = c.positive("n_head");
        return new ModelConfig(
                "gpt2",
                c.positive("n_layer"),
                nHeads,
                nHeads,
                dModel,
                dHead(c, "head_dim", dModel, nHeads),
                c.positive("n_inner", Math.multiplyExact(4, dModel)),
                c.positive("vocab_size"),
                c.positive("n_positions", c.positive("n_ctx", 1_024)),
                Normalization.LAYER_NORM,
                (float) c.number("layer_norm_epsilon", 1e-5, 0),
                new LearnedPositions(),
                activation(c, "activation_function", "gelu_new"),
                false,
                c.flag("tie_word_embeddings", true),
                (float) c.number("initializer_range", 0.02, 0));
    }

    private static int dHead(ConfigFields c, String field, int dModel, int nHeads) {
        if (!c.has(field) && dModel % nHeads != 0) {
            throw c.wrong(
                    "a width of " + dModel,
                    "cannot be divided among " + nHeads + " heads: check it");
        }
        int dHead = c.positive(field, dModel / nHeads);
        if (dHead > WIDEST_HEAD || (long) dHead * nHeads > Integer.MAX_VALUE / 4) {
            throw c.wrong(field, "is " + dHead + ", which no model has: check it");
        }
        return dHead;
    }

    /** A switch whose other side no forward pass here knows. */
    private static void refuse(ConfigFields c, String field, boolean known) {
        if (c.flag(field, known) != known) {
            throw c.wrong(
                    field, "is " + !known + ", which is not supported: only " + known + " is");
        }
    }

    private static Activation activation(ConfigFields c, String field, String absent) {
        String name = c.word(field, absent);
        return switch (name) {
            case "silu", "swish" -> Activation.SILU;
            case "gelu" -> Activation.GELU_ERF;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU_TANH;
            default ->
                    throw c.wrong(
                            field,
                            "is "
                                    + name
                                    + ", which is not supported: known are silu, gelu, gelu_new");
        };
    }

    private static ModelConfig atMost(ModelConfig c, int context) {
        return new ModelConfig(
                c.family(),
                c.nLayers(),
                c.nHeads(),
                c.nKvHeads(),
                c.dModel(),
                c.dHead(),
                c.dFeedForward(),
                c.vocab(),
                Math.min(c.context(), context),
                c.normalization(),
                c.normEpsilon(),
                c.positions(),
                c.activation(),
                c.gatedFeedForward(),
                c.tiedEmbeddings(),
                c.initializerRange());
    }
}
