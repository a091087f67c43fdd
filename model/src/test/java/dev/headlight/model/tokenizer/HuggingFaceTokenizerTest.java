package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A tokenizer.json that Hugging Face's library trained and wrote, against that library. */
class HuggingFaceTokenizerTest {

    @TempDir Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Tokenizer open(String fixture) throws IOException {
        Path file =
                write("tokenizer.json", NastyTexts.fixture(fixture).path("tokenizer").toString());
        return HuggingFaceTokenizer.open(file, folder);
    }

    /** The fixtures ask for truncation to 5 ids and padding to 8: the agreement shows both are off. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "smollm", "llama3", "qwen2"})
    void agreesWithTheOriginal(String family) throws IOException {
        String name = "bytelevel-" + family + ".json";
        NastyTexts.assertAgrees(open(name), NastyTexts.fixture(name));
    }

    @Test
    void everyLoneByteIsShownAndAllBytesAreThere() throws IOException {
        Tokenizer tokenizer = open("bytelevel-gpt2.json");
        Set<String> pieces = new HashSet<>();
        for (int id = 2; id < 258; id++) {
            pieces.add(tokenizer.piece(id));
        }
        assertThat(pieces)
                .hasSize(256)
                .contains("a", " ", "\n", "\u0000", "<0x80>", "<0xE2>", "<0xFF>")
                .doesNotContain("\u0120", "\u010A");
        assertThat(tokenizer.piece(0)).isEqualTo("<|endoftext|>");
        assertThat(tokenizer.special(0)).isTrue();
        assertThat(tokenizer.special(2)).isFalse();
    }

    @Test
    void specialTokensAreLeftOutOfDecodedText() throws IOException {
        Tokenizer tokenizer = open("bytelevel-gpt2.json");
        int[] ids = tokenizer.encode("<|endoftext|>a<|im_start|>");
        assertThat(ids).hasSize(3).startsWith(0).endsWith(1);
        assertThat(tokenizer.decode(ids)).isEqualTo("a");
    }

    @Test
    void aPostProcessorThatAddsABeginTokenMeansTextsBegin() throws IOException {
        assertThat(open("bytelevel-llama3.json").bos()).hasValue(0);
        assertThat(open("bytelevel-gpt2.json").bos()).isEmpty();
        write("tokenizer_config.json", "{\"add_bos_token\":false,\"bos_token\":\"<|im_start|>\"}");
        assertThat(open("bytelevel-llama3.json").bos()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "{\"bos_token\":\"<|im_start|>\",\"add_bos_token\":true} => 1 => -1",
                "{\"bos_token\":{\"content\":\"<|im_start|>\"},\"add_bos_token\":true} => 1 => -1",
                "{\"bos_token\":\"<|im_start|>\",\"add_bos_token\":false} => -1 => -1",
                "{\"bos_token\":\"<|im_start|>\",\"eos_token\":\"<|endoftext|>\"} => -1 => 0",
                "{\"bos_token\":null,\"eos_token\":{\"content\":\"<|im_start|>\"}} => -1 => 1",
                "{\"eos_token\":\"no such token\"} => -1 => -1"
            })
    void theConfigurationSaysWhatBeginsAndEnds(String config, int bos, int eos) throws IOException {
        write("tokenizer_config.json", config);
        Tokenizer tokenizer = open("bytelevel-gpt2.json");
        assertThat(tokenizer.bos().orElse(-1)).isEqualTo(bos);
        assertThat(tokenizer.eos().orElse(-1)).isEqualTo(eos);
    }

    @Test
    void idsOfTheOtherConfigurationsAreBelievedInOrder() throws IOException {
        write("config.json", "{\"bos_token_id\":1,\"eos_token_id\":1}");
        assertThat(open("bytelevel-gpt2.json").eos()).hasValue(1);
        write("generation_config.json", "{\"eos_token_id\":[0,1]}");
        assertThat(open("bytelevel-gpt2.json").eos()).hasValue(0);
        write("tokenizer_config.json", "{\"add_bos_token\":true}");
        assertThat(open("bytelevel-gpt2.json").bos()).hasValue(1);
    }

    @Test
    void threadsShareOneTokenizer() throws Exception {
        Tokenizer tokenizer = open("bytelevel-qwen2.json");
        List<String> texts = NastyTexts.all();
        JsonNode ids = NastyTexts.fixture("bytelevel-qwen2.json").path("ids");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<int[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String text = texts.get(i % texts.size());
                tasks.add(() -> tokenizer.encode(text));
            }
            List<Future<int[]>> results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get())
                        .isEqualTo(NastyTexts.ints(ids.path(i % texts.size())));
            }
        }
    }

    @Test
    void aFileCutShortAnywhereIsRefusedInOneSentence() throws IOException {
        String whole = NastyTexts.fixture("bytelevel-smollm.json").path("tokenizer").toString();
        for (int length = 0; length < whole.length(); length += 97) {
            Path file = write("tokenizer.json", whole.substring(0, length));
            assertThatThrownBy(() -> HuggingFaceTokenizer.open(file, folder))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | no JSON object",
                "{} | no vocabulary",
                "{\"model\":3} | no object",
                "{\"model\":{\"vocab\":{\"a\":2147483647}}} | out of range",
                "{\"model\":{\"vocab\":{\"a\":-1}}} | out of range",
                "{\"model\":{\"vocab\":{\"a\":9223372036854775807}}} | out of range",
                "{\"model\":{\"vocab\":{\"a\":\"b\"}}} | no whole number",
                "{\"model\":{\"vocab\":[3]}} | no pair",
                "{\"model\":{\"type\":\"Telepathy\",\"vocab\":{\"a\":0}}} | no tokenizer that the"
            })
    void hostileFilesAreRefusedInOneSentence(String json, String words) throws IOException {
        Path file = write("tokenizer.json", json);
        assertThatThrownBy(() -> HuggingFaceTokenizer.open(file, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void bytesThatAreNoUtf8AndMissingFilesAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', (byte) 0xFF});
        assertThatThrownBy(() -> HuggingFaceTokenizer.open(file, folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> HuggingFaceTokenizer.open(folder.resolve("absent.json"), folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("absent.json");
    }
}
