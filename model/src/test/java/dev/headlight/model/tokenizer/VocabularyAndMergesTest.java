package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The two files of an older folder must give what the tokenizer.json made of them gives. */
class VocabularyAndMergesTest {

    @TempDir Path folder;

    /** Takes a tokenizer.json apart. */
    private void write(JsonNode fixture) throws IOException {
        JsonNode model = fixture.path("tokenizer").path("model");
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        for (JsonNode m : model.path("merges")) {
            merges.append(m.path(0).asString()).append(' ').append(m.path(1).asString());
            merges.append('\n');
        }
        write("vocab.json", model.path("vocab").toString());
        write("merges.txt", merges.toString());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void gpt2sTwoFilesAgreeWithTheOriginal() throws IOException {
        JsonNode fixture = NastyTexts.fixture("bytelevel-gpt2.json");
        write(fixture);
        write("config.json", "{\"model_type\": \"gpt2\", \"eos_token_id\": 0}");
        // The second special token is named in one file or in another.
        write("special_tokens_map.json", "{\"additional_special_tokens\": [\"<|im_start|>\"]}");
        Tokenizer tokenizer = Objects.requireNonNull(VocabularyAndMerges.open(folder));
        NastyTexts.assertAgrees(tokenizer, fixture);
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.eos()).hasValue(0);
        assertThat(tokenizer.special(1)).isTrue();
        assertThat(tokenizer.special(2)).isFalse();
        Files.delete(folder.resolve("special_tokens_map.json"));
        write(
                "tokenizer_config.json",
                "{\"added_tokens_decoder\": {\"1\": {\"content\": \"<|im_start|>\", \"special\": true}}}");
        NastyTexts.assertAgrees(Objects.requireNonNull(VocabularyAndMerges.open(folder)), fixture);
    }

    @Test
    void qwen2IsToldByTheTokenizersClass() throws IOException {
        JsonNode fixture = NastyTexts.fixture("bytelevel-qwen2.json");
        write(fixture);
        write(
                "tokenizer_config.json",
                "{\"tokenizer_class\": \"Qwen2Tokenizer\", \"pad_token\": \"<|im_start|>\"}");
        NastyTexts.assertAgrees(Objects.requireNonNull(VocabularyAndMerges.open(folder)), fixture);
    }

    @Test
    void gpt2ItselfAgreesWithTheOriginal() throws IOException {
        Files.copy(SharedData.file("tokenizers/gpt2-encoder.json"), folder.resolve("vocab.json"));
        Files.copy(SharedData.file("tokenizers/gpt2-vocab.bpe"), folder.resolve("merges.txt"));
        write("config.json", "{\"model_type\": \"gpt2\"}");
        Tokenizer tokenizer = Objects.requireNonNull(VocabularyAndMerges.open(folder));
        NastyTexts.assertAgrees(tokenizer, NastyTexts.fixture("shared.json").path("gpt2"));
        assertThat(tokenizer.vocab()).isEqualTo(50_257);
        assertThat(tokenizer.special(50_256)).isTrue();
    }

    @Test
    void addedTokensMayLieBeyondTheVocabulary() throws IOException {
        write("vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
        write("merges.txt", "a b\n");
        write("config.json", "{\"model_type\": \"gpt2\"}");
        write("added_tokens.json", "{\"<tool>\": 4}");
        Tokenizer tokenizer = Objects.requireNonNull(VocabularyAndMerges.open(folder));
        assertThat(tokenizer.encode("aab<tool>b")).containsExactly(0, 2, 4, 1);
        assertThat(tokenizer.vocab()).isEqualTo(5);
        assertThat(tokenizer.special(4)).isFalse();
    }

    @Test
    void withoutAnyOfWhatIsNeededThereIsNone() throws IOException {
        write("vocab.json", "{\"a\": 0}");
        write("config.json", "{\"model_type\": \"gpt2\"}");
        assertThat(VocabularyAndMerges.open(folder)).isNull();
        write("merges.txt", "");
        assertThat(VocabularyAndMerges.open(folder)).isNotNull();
        // How the text is cut is not known, or not known here.
        write("tokenizer_config.json", "{\"add_prefix_space\": true}");
        assertThat(VocabularyAndMerges.open(folder)).isNull();
        write("tokenizer_config.json", "{\"tokenizer_class\": \"CLIPTokenizer\"}");
        assertThat(VocabularyAndMerges.open(folder)).isNull();
    }

    @Test
    void malformedFilesAreRefused() throws IOException {
        write("config.json", "{\"model_type\": \"gpt2\"}");
        write("merges.txt", "a b\n");
        for (String vocabulary :
                new String[] {
                    "", "[]", "{", "{}", "{\"a\": -1}", "{\"a\": 1e9}", "{\"a\": 99999}"
                }) {
            write("vocab.json", vocabulary);
            assertRefused("vocab.json");
        }
        write("vocab.json", "{\"a\": 0}");
        assertRefused("merges.txt"); // names a token that is not there
        write("vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
        write("added_tokens.json", "{\"c\": 2000000000}");
        assertRefused("added_tokens.json");
    }

    private void assertRefused(String name) {
        assertThatThrownBy(() -> VocabularyAndMerges.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("\n");
    }
}
