package dev.headlight.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model opened from files: configuration, weights in mapped memory, tokenizer. Closing it unmaps the
 * weights; nothing that looks into them may be used afterwards.
 *
 * @param name a short name for people and folders
 * @param path what was opened; null for a model that was made in memory
 * @param format in words: {@code Hugging Face safetensors, BF16}, {@code GGUF v3, Q4_1}, {@code llama2.c}
 * @param fingerprint SHA-256 in hex over the weight files: of all bytes where they have under 256 MB
 *     together (one file: what {@code sha256sum} prints), else of each file's length, first and last
 *     megabyte and 64 blocks of 64 KB evenly between
 * @param parameters number of weights, tied ones once
 * @param storage names of the storage types found, with their bytes
 * @param tokenizer null where the files bring none: such a model takes token ids only
 * @param memory closed with the model
 */
public record OpenModel(
        String name,
        @Nullable Path path,
        String format,
        String fingerprint,
        long parameters,
        java.util.Map<String, Long> storage,
        ModelConfig config,
        ModelWeights weights,
        @Nullable Tokenizer tokenizer,
        AutoCloseable memory)
        implements AutoCloseable {

    /**
     * The same architecture at random initialisation: what is analysed to compare it with the model itself. Closing it
     * closes nothing: what was opened from files is closed by who opened it.
     *
     * @param seed of the weights
     * @throws dev.headlight.text.ResourceException where they do not fit into memory
     */
    public OpenModel atRandomInitialization(long seed) {
        return new OpenModel(
                name + "-random-" + seed,
                path,
                format + ", at random initialisation, seed " + seed,
                fingerprint + "-random-" + seed,
                parameters,
                storage,
                config,
                RandomInitialization.of(config, seed),
                tokenizer,
                () -> {});
    }

    @Override
    public void close() {
        try {
            memory.close();
        } catch (Exception e) {
            throw new IllegalStateException("unmapping " + path, e);
        }
    }
}
