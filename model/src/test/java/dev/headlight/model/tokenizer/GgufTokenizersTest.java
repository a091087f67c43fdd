package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** GGUF's lists of a byte-level BPE must give what the tokenizer.json they come from gives. */
class GgufTokenizersTest {

    private static GgufTokenizerMetadata metadata(JsonNode fixture, String pre) {
        JsonNode model = fixture.path("tokenizer").path("model");
        List<String> tokens = new ArrayList<>(Collections.nCopies(model.path("vocab").size(), ""));
        model.path("vocab")
                .properties()
                .forEach(entry -> tokens.set(entry.getValue().asInt(), entry.getKey()));
        int[] types = new int[tokens.size()];
        Arrays.fill(types, 1);
        fixture.path("tokenizer")
                .path("added_tokens")
                .forEach(added -> types[added.path("id").asInt()] = 3);
        List<String> merges = new ArrayList<>();
        model.path("merges")
                .forEach(m -> merges.add(m.path(0).asString() + " " + m.path(1).asString()));
        return new GgufTokenizerMetadata(
                "gpt2",
                pre,
                tokens,
                new float[0],
                types,
                merges,
                OptionalInt.of(0),
                OptionalInt.of(1),
                OptionalInt.empty(),
                false,
                true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "smollm", "llama3", "qwen2"})
    void byteLevelAgreesWithTheOriginal(String family) throws IOException {
        JsonNode fixture = NastyTexts.fixture("bytelevel-" + family + ".json");
        Tokenizer tokenizer =
                GgufTokenizers.open(metadata(fixture, fixture.path("pre").asString()));
        NastyTexts.assertAgrees(tokenizer, fixture);
        assertThat(tokenizer.vocab()).isEqualTo(900);
        assertThat(tokenizer.special(0)).isTrue();
        assertThat(tokenizer.special(2)).isFalse();
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.eos()).hasValue(1);
        assertThat(tokenizer.piece(1)).isEqualTo("<|im_start|>");
    }

    @Test
    void aFileThatNamesNoPreTokenizerMeansGpt2s() throws IOException {
        JsonNode fixture = NastyTexts.fixture("bytelevel-gpt2.json");
        NastyTexts.assertAgrees(GgufTokenizers.open(metadata(fixture, "")), fixture);
    }

    @Test
    void anUnknownPreTokenizerIsNamed() throws IOException {
        JsonNode fixture = NastyTexts.fixture("bytelevel-gpt2.json");
        assertThatThrownBy(() -> GgufTokenizers.open(metadata(fixture, "tea-leaves")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"tea-leaves\"")
                .hasMessageContaining("llama-bpe");
    }

    private static GgufTokenizerMetadata small(
            String model, float[] scores, int[] types, List<String> merges, int bos) {
        return new GgufTokenizerMetadata(
                model,
                "gpt-2",
                List.of("<s>", "a", "b", "ab"),
                scores,
                types,
                merges,
                OptionalInt.of(bos),
                OptionalInt.empty(),
                OptionalInt.empty(),
                true,
                true);
    }

    private static void assertRefused(GgufTokenizerMetadata metadata, String words) {
        assertThatThrownBy(() -> GgufTokenizers.open(metadata))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void metadataThatContradictThemselvesAreRefused() {
        float[] scores = new float[4];
        int[] types = {3, 1, 1, 1};
        assertThat(GgufTokenizers.open(small("llama", scores, types, List.of(), 0)).encode("ab"))
                .isEqualTo(new int[] {3});
        assertThat(
                        GgufTokenizers.open(small("gpt2", scores, types, List.of("a b"), 0))
                                .encode("aab"))
                .isEqualTo(new int[] {1, 3});
        assertRefused(small("wordy", scores, types, List.of(), 0), "\"wordy\"");
        assertRefused(small("llama", new float[3], types, List.of(), 0), "3 entries of scores");
        assertRefused(small("llama", new float[0], types, List.of(), 0), "no scores");
        assertRefused(small("llama", scores, new int[5], List.of(), 0), "5 entries of token_type");
        assertRefused(small("llama", scores, new int[] {3, 1, 1, 9}, List.of(), 0), "type 9");
        assertRefused(small("llama", scores, new int[] {3, 6, 1, 1}, List.of(), 0), "<0x0A>");
        assertRefused(small("llama", scores, types, List.of(), 4), "bos_token_id 4");
        assertRefused(small("llama", scores, types, List.of(), -1), "bos_token_id -1");
        assertRefused(
                small("llama", new float[] {0, Float.NaN, 0, 0}, types, List.of(), 0), "token 1");
        assertRefused(small("gpt2", scores, types, List.of("a c"), 0), "no tokenizer that the");
        assertRefused(
                small("gpt2", scores, types, List.of("nonsense"), 0), "no tokenizer that the");
    }
}
