package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two real vocabularies that lie beside the project. */
class SharedTokenizersTest {

    @Test
    void wordPieceAgreesWithTheOriginal() throws IOException {
        Path file = SharedData.file("tokenizers/all-minilm-l6-v2-tokenizer.json");
        Tokenizer tokenizer = HuggingFaceTokenizer.open(file, file.resolveSibling("none"));
        NastyTexts.assertAgrees(tokenizer, NastyTexts.fixture("shared.json").path("all-minilm"));
        assertThat(tokenizer.vocab()).isEqualTo(30_522);
        assertThat(tokenizer.bos()).hasValue(101);
        assertThat(tokenizer.piece(101)).isEqualTo("[CLS]");
        assertThat(tokenizer.encode("word ".repeat(2000))).hasSize(2000);
    }

    /** GPT-2's two files hold just what a GGUF file would. */
    @Test
    void gpt2AgreesWithTheOriginal() throws IOException {
        Path encoder = SharedData.file("tokenizers/gpt2-encoder.json");
        Path bpe = SharedData.file("tokenizers/gpt2-vocab.bpe");
        JsonNode vocabulary = JsonMapper.builder().build().readTree(Files.readString(encoder));
        List<String> tokens = new ArrayList<>(Collections.nCopies(vocabulary.size(), ""));
        vocabulary
                .properties()
                .forEach(entry -> tokens.set(entry.getValue().asInt(), entry.getKey()));
        List<String> merges =
                Files.readAllLines(bpe).stream().filter(line -> !line.startsWith("#v")).toList();
        int[] types = new int[tokens.size()];
        types[50_256] = 3;
        Tokenizer tokenizer =
                GgufTokenizers.open(
                        new GgufTokenizerMetadata(
                                "gpt2",
                                "gpt-2",
                                tokens,
                                new float[0],
                                types,
                                merges,
                                OptionalInt.of(50_256),
                                OptionalInt.of(50_256),
                                OptionalInt.empty(),
                                false,
                                true));
        NastyTexts.assertAgrees(tokenizer, NastyTexts.fixture("shared.json").path("gpt2"));
        assertThat(tokenizer.vocab()).isEqualTo(50_257);
        assertThat(tokenizer.special(50_256)).isTrue();
        assertThat(tokenizer.piece(198)).isEqualTo("\n");
        assertThat(tokenizer.decode(tokenizer.encode(" hello\r\n"))).isEqualTo(" hello\r\n");
    }
}
