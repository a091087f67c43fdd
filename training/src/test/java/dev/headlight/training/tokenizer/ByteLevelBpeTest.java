package dev.headlight.training.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.SharedData;
import dev.headlight.text.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ByteLevelBpeTest {

    @TempDir Path folder;

    private static PieceCounts counts(String... texts) {
        PieceCounts counts = new PieceCounts();
        for (String text : texts) {
            counts.add(text);
        }
        return counts;
    }

    private static JsonNode model(TokenizerFiles files) {
        return JsonMapper.shared().readTree(files.tokenizerJson()).path("model");
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asString()));
        return strings;
    }

    /** Words of few letters, so that pairs overlap ("aaaa"), tie, and write one token in two ways. */
    private static List<String> words(long seed) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            StringBuilder word = new StringBuilder();
            int length = 1 + random.nextInt(9);
            for (int i = 0; i < length; i++) {
                word.append((char) ('a' + random.nextInt(seed % 2 == 0 ? 2 : 4)));
            }
            for (int i = random.nextInt(4); i >= 0; i--) {
                words.add(word.toString());
            }
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void learnsWhatCountingAnewForEveryMergeLearns(long seed) {
        List<String> words = words(seed);
        PieceCounts counts = new PieceCounts();
        words.forEach(counts::add);
        for (int entries : new int[] {257, 258, 280, 340, 5000}) {
            NaiveBpe naive = new NaiveBpe(words, entries);
            TokenizerFiles files = ByteLevelBpe.train(counts, entries);
            assertThat(strings(model(files).path("merges"))).isEqualTo(naive.merges);
            List<String> tokens = new ArrayList<>();
            tokens.addAll(model(files).path("vocab").propertyNames());
            assertThat(tokens).isEqualTo(naive.tokens);
            for (String word : words.subList(0, 20)) {
                assertThat(files.tokenizer().encode(word))
                        .containsExactly(naive.encode(word).stream().mapToInt(i -> i).toArray());
            }
        }
    }

    @Test
    void everyTextIsSaidAndComesBack() {
        TokenizerFiles files =
                ByteLevelBpe.train(counts(NastyTexts.ALL.toArray(String[]::new)), 400);
        for (String text : NastyTexts.ALL) {
            int[] ids = files.tokenizer().encode(text);
            assertThat(files.tokenizer().decode(ids))
                    .isEqualTo(NastyTexts.read(text).replace(ByteLevelBpe.END_OF_TEXT, ""));
            assertThat(Arrays.stream(ids).max().orElse(0)).isLessThan(files.tokenizer().vocab());
        }
    }

    @Test
    void theSpecialTokenStandsFirstAndIsNoText() {
        TokenizerFiles files = ByteLevelBpe.train(counts("ab<|endoftext|>ab"), 300);
        Tokenizer tokenizer = files.tokenizer();
        assertThat(tokenizer.vocab()).isEqualTo(258);
        assertThat(tokenizer.encode("ab<|endoftext|>ab")).containsExactly(257, 0, 257);
        assertThat(tokenizer.eos()).hasValue(0);
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.special(0)).isTrue();
        assertThat(tokenizer.special(1)).isFalse();
        assertThat(tokenizer.decode(257, 0, 257)).isEqualTo("abab");
    }

    @Test
    void fewerEntriesThanBytesAreRefused() {
        assertThatThrownBy(() -> ByteLevelBpe.train(counts("text"), 256))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--vocab 256 is too small for a byte-level vocabulary, which holds the 256"
                                + " bytes and a special token; give at least 257.");
        assertThat(ByteLevelBpe.train(counts(""), 300).tokenizer().vocab()).isEqualTo(257);
    }

    @Test
    void partsOfATextCountAsTheWhole() {
        String text = "It was the best of times, it was 1859, it was the worst of times. ";
        PieceCounts parts = counts("It was the best of", " times, it was 1859, it was the");
        parts.add(" worst of times. ");
        PieceCounts whole = counts(text);
        assertThat(new HashSet<>(parts.distinct())).isEqualTo(new HashSet<>(whole.distinct()));
        assertThat(parts.pieces()).isEqualTo(whole.pieces());
        for (String piece : whole.distinct()) {
            assertThat(parts.times(piece)).as(piece).isEqualTo(whole.times(piece));
        }
    }

    @Test
    void filesAreReadBackAndAreTheSameEveryTime() throws Exception {
        TokenizerFiles files = ByteLevelBpe.train(counts("one two one two three"), 270);
        files.write(folder);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("tokenizer.json", "tokenizer_config.json");
        TokenizerFiles read = TokenizerFiles.open(folder);
        assertThat(read.tokenizerJson()).isEqualTo(files.tokenizerJson());
        assertThat(read.fingerprint()).isEqualTo(files.fingerprint());
        assertThat(read.tokenizer().eos()).hasValue(0);
        assertThat(TokenizerFiles.open(folder.resolve("tokenizer.json")).fingerprint())
                .isEqualTo(files.fingerprint());
        assertThat(ByteLevelBpe.train(counts("three two one two one"), 270).tokenizerJson())
                .isNotEqualTo(files.tokenizerJson());
        assertThat(ByteLevelBpe.train(counts("one", " two one two three"), 270).fingerprint())
                .isEqualTo(files.fingerprint());
    }

    /** A megabyte of real text: a full vocabulary, each entry once, that says the text shortly. */
    @Test
    void aRealTextFillsTheVocabulary() throws Exception {
        String text = Files.readString(SharedData.file("text/tinyshakespeare.txt"));
        TokenizerFiles files = ByteLevelBpe.train(counts(text), 8192);
        Tokenizer tokenizer = files.tokenizer();
        assertThat(tokenizer.vocab()).isEqualTo(8192);
        int[] ids = tokenizer.encode(text);
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
        assertThat((double) text.length() / ids.length).isBetween(3.2, 4.5);
        Set<Integer> used = new HashSet<>(Arrays.stream(ids).boxed().toList());
        assertThat(used.size()).isGreaterThan(7000);
        assertThat(tokenizer.encode(" the")).hasSize(1);
        assertThat(tokenizer.piece(tokenizer.encode(" the")[0])).isEqualTo(" the");
    }
}
