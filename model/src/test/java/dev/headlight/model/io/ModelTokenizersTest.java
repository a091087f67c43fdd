package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTokenizersTest {

    /** Four ids, of which the last is as the test wants it. */
    private static String tokenizer(int last) {
        return """
                {"version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": null,
                 "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "a",
                           "vocab": {"a": 0, "b": 1, "c": 2, "d": %d}}}
                """
                .formatted(last);
    }

    @Test
    void opensTheVocabularyBesideALlama2cModel() throws IOException {
        SharedData.file("models/tok512.bin");
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"))) {
            Tokenizer tokenizer = Objects.requireNonNull(model.tokenizer());
            assertThat(tokenizer.vocab()).isEqualTo(512);
            assertThat(tokenizer.bos()).hasValue(1);
        }
    }

    @Test
    void opensTheOneInsideAGgufFile() {
        try (OpenModel model = ModelReader.open(Fixture.of("gguf-q8_0").model())) {
            Tokenizer tokenizer = Objects.requireNonNull(model.tokenizer());
            assertThat(tokenizer.vocab()).isEqualTo(48);
            assertThat(tokenizer.bos()).hasValue(1);
            assertThat(tokenizer.eos()).hasValue(2);
            assertThat(tokenizer.decode(tokenizer.encode("the oats"))).isEqualTo("the oats");
        }
    }

    @Test
    void opensTokenizerJson(@TempDir Path temp) throws IOException {
        Path model = Fixture.copy("qwen2-bf16", temp);
        Files.writeString(model.resolve("tokenizer.json"), tokenizer(3));
        try (OpenModel open = ModelReader.open(model)) {
            Tokenizer tokenizer = Objects.requireNonNull(open.tokenizer());
            assertThat(tokenizer.encode("c")).containsExactly(2);
        }
    }

    @Test
    void isNullWhereThereIsNone() {
        try (OpenModel model = ModelReader.open(Fixture.folder("qwen2-bf16"))) {
            assertThat(model.tokenizer()).isNull();
        }
    }

    @Test
    void refusesATokenizerThatReachesBeyondTheEmbedding(@TempDir Path temp) throws IOException {
        Path model = Fixture.copy("qwen2-bf16", temp);
        Files.writeString(model.resolve("tokenizer.json"), tokenizer(48));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ModelReader.open(model))
                .withMessageContaining("tokenizer.json")
                .withMessageContaining("ids up to 48")
                .withMessageContaining("the embedding has 48 rows");
    }
}
