package dev.headlight.model.io;

import dev.headlight.model.Tokenizer;
import dev.headlight.model.tokenizer.GgufTokenizerMetadata;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one place where readers call for tokenizers. */
final class TokenizerSeam {

    private TokenizerSeam() {}

    static @Nullable Tokenizer llama2c(Path file, int vocab) {
        return null;
    }

    static @Nullable Tokenizer gguf(GgufTokenizerMetadata metadata) {
        return null;
    }

    static @Nullable Tokenizer huggingFace(Path json, Path folder, int vocab) {
        return null;
    }
}
