package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A vocabulary that sentencepiece trained, against sentencepiece itself. */
class SentencePieceBpeTest {

    private static GgufTokenizerMetadata metadata(JsonNode fixture) {
        JsonNode scores = fixture.path("scores");
        float[] floats = new float[scores.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) scores.path(i).asDouble();
        }
        return new GgufTokenizerMetadata(
                "llama",
                "",
                NastyTexts.strings(fixture.path("tokens")),
                floats,
                NastyTexts.ints(fixture.path("types")),
                List.of(),
                OptionalInt.of(fixture.path("bos").asInt()),
                OptionalInt.of(fixture.path("eos").asInt()),
                OptionalInt.of(fixture.path("unknown").asInt()),
                true,
                fixture.path("prefix").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentencepiece-bytes.json",
                "sentencepiece-unknown.json",
                "sentencepiece-noprefix.json"
            })
    void agreesWithTheOriginal(String name) throws IOException {
        JsonNode fixture = NastyTexts.fixture(name);
        NastyTexts.assertAgrees(GgufTokenizers.open(metadata(fixture)), fixture);
    }

    @Test
    void showsPiecesAndSpecialTokens() throws IOException {
        Tokenizer tokenizer =
                GgufTokenizers.open(metadata(NastyTexts.fixture("sentencepiece-bytes.json")));
        assertThat(tokenizer.bos()).hasValue(1);
        assertThat(tokenizer.eos()).hasValue(2);
        assertThat(IntStream.range(0, 6).mapToObj(tokenizer::piece))
                .containsExactly("<unk>", "<s>", "</s>", "<sep>", "<0x00>", "<0x01>");
        assertThat(IntStream.range(0, 5).filter(tokenizer::special)).containsExactly(0, 1, 2);
        int[] once = tokenizer.encode("Once upon");
        assertThat(tokenizer.piece(once[0])).startsWith(" ");
        assertThat(tokenizer.decode(once)).isEqualTo("Once upon");
    }

    @Test
    void withoutAPrefixNoSpaceIsAddedOrTakenAway() throws IOException {
        Tokenizer tokenizer =
                GgufTokenizers.open(metadata(NastyTexts.fixture("sentencepiece-noprefix.json")));
        assertThat(tokenizer.piece(tokenizer.encode("Once upon")[0])).startsWith("O");
        assertThat(tokenizer.decode(tokenizer.encode(" upon"))).isEqualTo(" upon");
        int[] begun =
                IntStream.concat(IntStream.of(1), Arrays.stream(tokenizer.encode(" upon")))
                        .toArray();
        assertThat(tokenizer.decode(begun)).isEqualTo(" upon");
    }

    @Test
    void longTextsOfOneStretchAndOfManyAgreeWithTheirDefinition() throws IOException {
        JsonNode fixture = NastyTexts.fixture("sentencepiece-bytes.json");
        GgufTokenizerMetadata metadata = metadata(fixture);
        Tokenizer tokenizer = GgufTokenizers.open(metadata);
        String text =
                "aa".repeat(300) + " the lantern, that they'd opened ".repeat(3) + "the".repeat(40);
        assertThat(tokenizer.encode(text)).isEqualTo(greedy(metadata, text));
        assertThat(tokenizer.encode("the lantern ".repeat(20_000)))
                .hasSizeGreaterThan(40_000)
                .hasSizeLessThan(120_000);
    }

    /** The definition, done the slow way: join the best-scored neighbours, the leftmost first. */
    private static int[] greedy(GgufTokenizerMetadata metadata, String text) {
        List<String> tokens = metadata.tokens();
        List<String> symbols =
                new java.util.ArrayList<>(
                        Arrays.asList(("\u2581" + text.replace(' ', '\u2581')).split("")));
        while (true) {
            int best = -1;
            int bestId = -1;
            for (int i = 0; i + 1 < symbols.size(); i++) {
                int id = tokens.indexOf(symbols.get(i) + symbols.get(i + 1));
                if (id >= 0 && (best < 0 || metadata.scores()[id] > metadata.scores()[bestId])) {
                    best = i;
                    bestId = id;
                }
            }
            if (best < 0) {
                return symbols.stream().mapToInt(tokens::indexOf).toArray();
            }
            symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
        }
    }
}
