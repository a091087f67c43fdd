package dev.headlight.model.io;

import dev.headlight.model.Tokenizer;
import dev.headlight.model.tokenizer.GgufTokenizerMetadata;
import dev.headlight.model.tokenizer.GgufTokenizers;
import dev.headlight.model.tokenizer.HuggingFaceTokenizer;
import dev.headlight.model.tokenizer.Llama2cTokenizer;
import dev.headlight.model.tokenizer.VocabularyAndMerges;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The tokenizer that a model brings along, held against its embedding; null where it brings none. */
final class ModelTokenizers {

    private ModelTokenizers() {}

    /** The vocabulary file beside a llama2.c model. */
    static @Nullable Tokenizer llama2c(Path model, int vocab) {
        Path file = Llama2cVocabularyFile.find(model, vocab);
        return file == null ? null : fitting(Llama2cTokenizer.open(file, vocab), file, vocab);
    }

    /** {@code tokenizer.json} in a model's folder; else {@code vocab.json} and {@code merges.txt}. */
    static @Nullable Tokenizer huggingFace(Path folder, int vocab) {
        Path json = folder.resolve("tokenizer.json");
        if (Files.isRegularFile(json)) {
            return fitting(HuggingFaceTokenizer.open(json, folder), json, vocab);
        }
        Tokenizer older = VocabularyAndMerges.open(folder);
        return older == null ? null : fitting(older, folder.resolve("vocab.json"), vocab);
    }

    /** What a GGUF file says of its tokenizer. */
    static @Nullable Tokenizer gguf(GgufTokenizerMetadata metadata, Path file, int vocab) {
        return metadata.tokens().isEmpty()
                ? null
                : fitting(GgufTokenizers.open(metadata), file, vocab);
    }

    /** Fewer ids than the embedding has rows is padding; more would reach beyond it. */
    private static Tokenizer fitting(Tokenizer tokenizer, Path file, int vocab) {
        if (tokenizer.vocab() > vocab) {
            throw new InputException(
                    file
                            + ": the tokenizer has ids up to "
                            + (tokenizer.vocab() - 1)
                            + ", but the embedding has "
                            + vocab
                            + " rows: the tokenizer belongs to another model, fetch this model's own");
        }
        return tokenizer;
    }
}
