package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The families of Hugging Face that are known, as tables: how each reads its {@code config.json}, which
 * projections have a bias, and where its tensors are. To add a family is to add a table.
 *
 * @param architecture the class that {@code config.json} names, for files that lack {@code model_type}
 * @param prefixes what stands before the names, tried in turn: a model saved without its output head
 *     lacks the prefix
 * @param prefixed names that carry the prefix; the output matrix does not
 */
record HuggingFaceFamily(
        String name,
        String architecture,
        List<String> prefixes,
        TensorNames prefixed,
        Function<ConfigFields, ModelConfig> config,
        Function<ConfigFields, Biases> biases) {

    private static final TensorNames LLAMA_NAMES =
            new TensorNames(
                    "embed_tokens",
                    null,
                    "layers.{i}.input_layernorm",
                    "layers.{i}.self_attn.q_proj",
                    "layers.{i}.self_attn.k_proj",
                    "layers.{i}.self_attn.v_proj",
                    "layers.{i}.self_attn.o_proj",
                    "layers.{i}.post_attention_layernorm",
                    "layers.{i}.mlp.gate_proj",
                    "layers.{i}.mlp.up_proj",
                    "layers.{i}.mlp.down_proj",
                    "norm",
                    "lm_head",
                    false);

    private static final TensorNames GPT2_NAMES =
            new TensorNames(
                    "wte",
                    "wpe",
                    "h.{i}.ln_1",
                    "h.{i}.attn.c_attn",
                    "h.{i}.attn.c_attn",
                    "h.{i}.attn.c_attn",
                    "h.{i}.attn.c_proj",
                    "h.{i}.ln_2",
                    null,
                    "h.{i}.mlp.c_fc",
                    "h.{i}.mlp.c_proj",
                    "ln_f",
                    "lm_head",
                    true);

    private static final Map<String, HuggingFaceFamily> KNOWN = new TreeMap<>();

    static {
        List<String> model = List.of("model.", "");
        add(
                new HuggingFaceFamily(
                        "llama",
                        "LlamaForCausalLM",
                        model,
                        LLAMA_NAMES,
                        HuggingFaceConfigs::llama,
                        c -> {
                            boolean attention = c.flag("attention_bias", false);
                            return new Biases(attention, attention, c.flag("mlp_bias", false));
                        }));
        add(
                new HuggingFaceFamily(
                        "mistral",
                        "MistralForCausalLM",
                        model,
                        LLAMA_NAMES,
                        HuggingFaceConfigs::mistral,
                        c -> Biases.NONE));
        add(
                new HuggingFaceFamily(
                        "qwen2",
                        "Qwen2ForCausalLM",
                        model,
                        LLAMA_NAMES,
                        HuggingFaceConfigs::qwen2,
                        c -> new Biases(true, false, false)));
        add(
                new HuggingFaceFamily(
                        "gpt2",
                        "GPT2LMHeadModel",
                        List.of("transformer.", ""),
                        GPT2_NAMES,
                        HuggingFaceConfigs::gpt2,
                        c -> Biases.ALL));
    }

    private static void add(HuggingFaceFamily family) {
        KNOWN.put(family.name(), family);
    }

    /** The family of a configuration; one that is not known is named, with those that are. */
    static HuggingFaceFamily of(ConfigFields config) {
        String type = config.word("model_type", "");
        Optional<HuggingFaceFamily> found =
                type.isEmpty()
                        ? KNOWN.values().stream()
                                .filter(f -> config.lists("architectures", f.architecture()))
                                .findFirst()
                        : Optional.ofNullable(KNOWN.get(type));
        return found.orElseThrow(
                () ->
                        config.wrong(
                                "model_type",
                                (type.isEmpty() ? "is missing" : "is " + type)
                                        + ": the architectures known are "
                                        + String.join(", ", new TreeSet<>(KNOWN.keySet()))));
    }

    /** A family that is known. */
    static HuggingFaceFamily named(String name) {
        HuggingFaceFamily family = KNOWN.get(name);
        if (family == null) {
            throw new IllegalArgumentException("no family " + name);
        }
        return family;
    }

    /** The table with the prefix that a model with its output head is saved with. */
    TensorNames prefixedNames() {
        return prefixed.prefixed(prefixes.get(0));
    }

    /** The table with the prefix that the tensors of this very model have. */
    TensorNames names(TensorSet tensors) {
        for (String prefix : prefixes) {
            if (tensors.find(prefix + prefixed.tokenEmbedding() + ".weight") != null) {
                return prefixed.prefixed(prefix);
            }
        }
        return prefixedNames();
    }
}
