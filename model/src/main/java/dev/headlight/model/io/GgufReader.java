package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.tokenizer.GgufTokenizerMetadata;
import dev.headlight.text.InputException;
import java.lang.foreign.Arena;
import java.util.List;

/** GGUF files of the {@code llama} architecture (Llama, Mistral, SmolLM and their kin). */
final class GgufReader {

    private static final String KNOWN = "llama";

    private static final TensorNames NAMES =
            new TensorNames(
                    "token_embd",
                    null,
                    "blk.{i}.attn_norm",
                    "blk.{i}.attn_q",
                    "blk.{i}.attn_k",
                    "blk.{i}.attn_v",
                    "blk.{i}.attn_output",
                    "blk.{i}.ffn_norm",
                    "blk.{i}.ffn_gate",
                    "blk.{i}.ffn_up",
                    "blk.{i}.ffn_down",
                    "output_norm",
                    "output",
                    false);

    private GgufReader() {}

    /** Opens a file that has been recognised; {@code memory} then belongs to the model. */
    static OpenModel open(MappedFile file, Arena memory) {
        GgufFile gguf = new GgufFile(file);
        GgufMetadata metadata = gguf.metadata();
        String architecture = metadata.word("general.architecture", "");
        if (!architecture.equals(KNOWN)) {
            throw new InputException(
                    file.path()
                            + ": general.architecture is \""
                            + architecture
                            + "\": the architectures known in GGUF files are "
                            + KNOWN);
        }
        TensorSet tensors = gguf.tensors();
        GgufTokenizerMetadata tokenizer = GgufTokenizerFields.read(metadata);
        ModelConfig config = config(file, metadata, tensors, tokenizer.tokens().size());
        ModelWeights weights = WeightAssembly.assemble(tensors, NAMES, config, biases(tensors));
        return new OpenModel(
                ModelName.ofFile(file.path()),
                file.path(),
                "GGUF v" + gguf.version() + ", " + tensors.types(),
                Fingerprint.of(List.of(file.path())),
                tensors.parameters(),
                tensors.storage(),
                config,
                weights,
                ModelTokenizers.gguf(tokenizer, file.path(), config.vocab()),
                memory);
    }

    private static ModelConfig config(
            MappedFile file, GgufMetadata m, TensorSet tensors, int tokens) {
        refuseExperts(file, m);
        int nHeads = m.positive("llama.attention.head_count");
        int nKvHeads = m.positive("llama.attention.head_count_kv", nHeads);
        int dModel = m.positive("llama.embedding_length");
        int dHead = m.positive("llama.attention.key_length", Math.max(1, dModel / nHeads));
        if (m.positive("llama.attention.value_length", dHead) != dHead
                || nHeads % nKvHeads != 0
                || dHead % 2 != 0
                || (long) nHeads * dHead > Integer.MAX_VALUE / 4) {
            throw new InputException(
                    file.path()
                            + ": "
                            + nHeads
                            + " heads, "
                            + nKvHeads
                            + " key/value heads and a head's width of "
                            + dHead
                            + " do not fit together: convert the model to GGUF again");
        }
        return new ModelConfig(
                KNOWN,
                m.positive("llama.block_count"),
                nHeads,
                nKvHeads,
                dModel,
                dHead,
                m.positive("llama.feed_forward_length"),
                vocab(file, m, tensors, tokens),
                m.positive("llama.context_length"),
                Normalization.RMS_NORM,
                (float) m.number("llama.attention.layer_norm_rms_epsilon", 1e-5, 0),
                GgufRotary.read(file, m, tensors, dHead),
                Activation.SILU,
                true,
                tensors.find(NAMES.output() + ".weight") == null
                        && tensors.unusable(NAMES.output() + ".weight") == null,
                0.02f);
    }

    private static void refuseExperts(MappedFile file, GgufMetadata m) {
        if (m.whole("llama.expert_count").orElse(0) > 0) {
            throw new InputException(
                    file.path()
                            + ": llama.expert_count is "
                            + m.whole("llama.expert_count").orElse(0)
                            + ": mixtures of experts are not supported, only dense models");
        }
    }

    /** The rows of the embedding, which the tokens must number. */
    private static int vocab(MappedFile file, GgufMetadata m, TensorSet tensors, int tokens) {
        StoredTensor embedding = tensors.find(NAMES.tokenEmbedding() + ".weight");
        int declared = m.positive("llama.vocab_size", Math.max(1, tokens));
        if (embedding == null || embedding.shape().length != 2) {
            return declared; // the assembly tells that it is missing or misshapen
        }
        long rows = embedding.shape()[0];
        if (tokens > 0 && tokens != rows) {
            throw file.fault(
                    embedding.at(),
                    "the embedding has " + rows + " rows, but the tokenizer " + tokens + " tokens");
        }
        return (int) Math.min(rows, Integer.MAX_VALUE);
    }

    /** Biases are optional in this architecture: there where the first layer has them. */
    private static Biases biases(TensorSet tensors) {
        return new Biases(
                has(tensors, NAMES.query()),
                has(tensors, NAMES.attentionOutput()),
                has(tensors, NAMES.up()));
    }

    private static boolean has(TensorSet tensors, String pattern) {
        return tensors.find(TensorNames.in(0, pattern) + ".bias") != null;
    }
}
