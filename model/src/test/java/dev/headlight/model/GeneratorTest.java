package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.model.Generator.End;
import dev.headlight.model.Generator.Generation;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.tokenizer.Llama2cTokenizer;
import dev.headlight.text.SharedData;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratorTest {

    private final Workers workers = new Workers(2);
    private OpenModel model;
    private Tokenizer tokenizer;
    private Generator generator;

    @BeforeAll
    void open() throws IOException {
        model = ModelReader.open(SharedData.file("models/stories260K.bin"));
        tokenizer =
                Llama2cTokenizer.open(SharedData.file("models/tok512.bin"), model.config().vocab());
        generator = new Generator(new Transformer(model.config(), model.weights()), tokenizer);
    }

    @AfterAll
    void close() {
        workers.close();
        if (model != null) {
            model.close();
        }
    }

    @Test
    void greedyFromTheBeginningIsTheReferenceByteForByte() throws IOException {
        StringBuilder text = new StringBuilder();
        Generation generation =
                generator.generate("", 200, Sampling.greedy(), workers, text::append);
        byte[] expected = Files.readAllBytes(SharedData.file("models/stories260K-greedy-200.txt"));
        assertThat(text.toString().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected);
        assertThat(generation.ids()).hasSize(201);
        assertThat(generation.end()).isEqualTo(End.TOKENS);
    }

    @Test
    void thePiecesAreTheTextAfterThePrompt() {
        String prompt = "Lily saw a big";
        StringBuilder text = new StringBuilder();
        Generation generation =
                generator.generate(prompt, 40, Sampling.greedy(), workers, text::append);
        assertThat(prompt + text).isEqualTo(tokenizer.decode(generation.ids()));
    }

    @Test
    void aSeedGivesTheSameTextAgainAndAnotherSeedAnother() {
        assertThat(sample(5)).isEqualTo(sample(5)).isNotEqualTo(sample(6));
    }

    private String sample(long seed) {
        StringBuilder text = new StringBuilder();
        generator.generate("Once", 60, new Sampling(1, 0.95, seed), workers, text::append);
        return text.toString();
    }

    @Test
    void itStopsWhereTheContextIsFull() {
        List<String> pieces = new ArrayList<>();
        Generation generation =
                generator.generate("Once", 100_000, new Sampling(1, 1, 1), workers, pieces::add);
        if (generation.end() == End.CONTEXT) {
            assertThat(generation.ids()).hasSize(model.config().context());
        } else {
            assertThat(generation.end()).isEqualTo(End.TEXT);
        }
        assertThat(generation.ids().length).isLessThanOrEqualTo(model.config().context());
    }

    @Test
    void aPromptThatFillsTheContextIsRefused() {
        String prompt = "Once upon a time ".repeat(200);
        assertThatThrownBy(() -> generator.generate(prompt, 1, Sampling.greedy(), workers, p -> {}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("context of 512");
    }
}
