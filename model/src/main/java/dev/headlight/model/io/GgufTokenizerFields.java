package dev.headlight.model.io;

import dev.headlight.model.tokenizer.GgufTokenizerMetadata;
import java.util.Set;

/** The keys {@code tokenizer.ggml.*} as a record. */
final class GgufTokenizerFields {

    /** Byte-level vocabularies that begin a text with their BOS unless the file says otherwise (llama.cpp). */
    private static final Set<String> WITH_BOS = Set.of("llama3", "llama-v3", "llama-bpe");

    private GgufTokenizerFields() {}

    static GgufTokenizerMetadata read(GgufMetadata m) {
        String model = m.word("tokenizer.ggml.model", "");
        String pre = m.word("tokenizer.ggml.pre", "");
        return new GgufTokenizerMetadata(
                model,
                pre,
                m.strings("tokenizer.ggml.tokens"),
                m.floats("tokenizer.ggml.scores"),
                m.ints("tokenizer.ggml.token_type"),
                m.strings("tokenizer.ggml.merges"),
                m.whole("tokenizer.ggml.bos_token_id"),
                m.whole("tokenizer.ggml.eos_token_id"),
                m.whole("tokenizer.ggml.unknown_token_id"),
                m.flag(
                        "tokenizer.ggml.add_bos_token",
                        model.equals("llama") || WITH_BOS.contains(pre)),
                m.flag("tokenizer.ggml.add_space_prefix", true));
    }
}
