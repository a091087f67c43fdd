package dev.headlight.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.TextSources;
import dev.headlight.training.tokenizer.ByteLevelBpe;
import dev.headlight.training.tokenizer.CharacterTokenizer;
import dev.headlight.training.tokenizer.PieceCounts;
import dev.headlight.training.tokenizer.TokenizerFiles;
import dev.headlight.training.tokenizer.WordsTokenizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    @TempDir Path folder;

    private final List<Long> progress = new ArrayList<>();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static TokenizerFiles characters(String text) {
        CharacterTokenizer characters = new CharacterTokenizer();
        characters.add(text);
        return characters.finish();
    }

    private TokenFile open(TokenizerFiles tokenizer, Path... files) {
        return TokenFileMaker.open(
                TextSources.of(List.of(files)), tokenizer, folder.resolve("made"), progress::add);
    }

    private static int[] ids(TokenSource source, long from, long to) {
        int[] ids = new int[(int) (to - from)];
        source.copy(from, ids.length, ids, 0);
        return ids;
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            return files.toList();
        }
    }

    @Test
    void documentsStandBetweenEndTokens() throws IOException {
        Path text = write("a.txt", "abba");
        Path lines = write("b.jsonl", "{\"text\":\"cab\"}\n{\"ids\":[3,1]}\n{\"text\":\"zz\"}");
        try (TokenFile file = open(characters("abc"), text, lines)) {
            assertThat(file.vocab()).isEqualTo(4);
            assertThat(ids(file, 0, file.tokens()))
                    .containsExactly(1, 2, 2, 1, 0, 3, 1, 2, 0, 3, 1, 0, 0, 0, 0);
            assertThat(file.documents()).isEqualTo(4);
            assertThat(IntStream.range(0, 5).mapToLong(file::start))
                    .containsExactly(0L, 5L, 9L, 12L, 15L);
            assertThat(IntStream.range(0, 4).mapToLong(file::end))
                    .containsExactly(4L, 8L, 11L, 14L);
        }
        assertThat(made()).hasSize(1);
    }

    @Test
    void aTokenizerThatBeginsTextsBeginsDocuments() throws IOException {
        Path lines = write("b.jsonl", "{\"text\":\"one two\"}\n{\"text\":\"two\"}");
        try (TokenFile file = open(WordsTokenizer.of(List.of("one", "two")), lines)) {
            assertThat(ids(file, 0, file.tokens())).containsExactly(0, 2, 3, 0, 3);
            assertThat(file.start(1)).isEqualTo(3);
            assertThat(file.end(0)).isEqualTo(3);
        }
    }

    /** A killed process leaves as much as it had written; one that still writes is left alone. */
    @Test
    void leftoversOfProcessesThatAreNoMoreAreCleared() throws IOException {
        Path text = write("a.txt", "abba");
        String name = "made/tokens-0123456789abcdef.bin.%d.part";
        Files.createDirectories(folder.resolve("made"));
        Path dead = write(name.formatted(999_999_999_999L), "half");
        Path alive = write(name.formatted(ProcessHandle.current().pid()), "half");
        try (TokenFile file = open(characters("abc"), text)) {
            assertThat(file.tokens()).isEqualTo(5);
        }
        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void aSecondRunUsesTheFileOfTheFirst() throws IOException {
        Path text = write("a.txt", "some text of some words");
        TokenizerFiles tokenizer = characters("abcdefghijklmnopqrstuvwxyz ");
        String fingerprint;
        try (TokenFile file = open(tokenizer, text)) {
            fingerprint = file.fingerprint();
            assertThat(progress).isNotEmpty();
        }
        progress.clear();
        try (TokenFile file = open(tokenizer, text)) {
            assertThat(file.fingerprint()).isEqualTo(fingerprint);
            assertThat(progress).isEmpty();
        }
        try (TokenFile file = open(characters("abcdefghijklmnopqrstuvwxyz "), text)) {
            assertThat(file.fingerprint()).isEqualTo(fingerprint);
        }
        try (TokenFile file = open(characters("abcdefghijklmnopqrstuvwxyz !"), text)) {
            assertThat(file.fingerprint()).isNotEqualTo(fingerprint);
        }
        write("a.txt", "some text of some worms");
        try (TokenFile file = open(tokenizer, text)) {
            assertThat(file.fingerprint()).isNotEqualTo(fingerprint);
        }
        assertThat(made()).hasSize(3).allMatch(f -> f.toString().endsWith(".bin"));
    }

    /** A text longer than one part gives what the whole at once gives. */
    @Test
    void partsOfALongTextAreEncodedAsTheWhole() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 2_500_000; i++) {
            text.append("word")
                    .append(i % 97)
                    .append(i % 11 == 0 ? "\n\n" : i % 5 == 0 ? ",  " : " ");
        }
        PieceCounts counts = new PieceCounts();
        counts.add(text.substring(0, 20_000));
        TokenizerFiles tokenizer = ByteLevelBpe.train(counts, 600);
        Path path = write("long.txt", text.toString());
        try (TokenFile file = open(tokenizer, path)) {
            assertThat(progress).hasSizeGreaterThan(2);
            assertThat(ids(file, file.start(0), file.end(0)))
                    .isEqualTo(tokenizer.tokenizer().encode(text.toString()));
        }
    }

    /** Ids that need four bytes, and windows of them. */
    @Test
    void largeVocabulariesHaveWideIds() throws IOException {
        List<String> words = IntStream.range(0, 70_000).mapToObj(i -> "w" + i).toList();
        Path text = write("a.jsonl", "{\"text\":\"w69999 w0 w65536\"}\n{\"ids\":[70001,3,2]}");
        try (TokenFile file = open(WordsTokenizer.of(words), text)) {
            assertThat(ids(file, 0, file.tokens()))
                    .containsExactly(0, 70001, 2, 65538, 0, 70001, 3, 2);
            int[] into = new int[4];
            file.copy(1, 2, into, 1);
            assertThat(into).containsExactly(0, 70001, 2, 0);
        }
    }

    @Test
    void idsThatAreNotTheTokenizersAreRefused() throws IOException {
        Path lines = write("b.jsonl", "{\"text\":\"abc\"}\n{\"ids\":[3,4]}");
        assertThatThrownBy(() -> open(characters("abc"), lines))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "b.jsonl:2: token id 4 at position 1 is not in the tokenizer's vocabulary of 4;"
                                + " were the ids made by another tokenizer?");
        assertThat(made()).isEmpty();
    }

    @Test
    void aFileCutShortOrChangedAnywhereIsRefusedInOneSentence() throws IOException {
        Path lines = write("b.jsonl", "{\"text\":\"abc\"}\n{\"text\":\"bca\"}");
        open(characters("abc"), lines).close();
        Path file = made().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            byte[] bytes = Arrays.copyOf(whole, length == whole.length ? length + 1 : length);
            assertRefused(file, bytes);
        }
        for (int at = 0; at < whole.length; at++) {
            if (at >= 84 && at < TokenFileHeader.BYTES) {
                continue; // zeros that nobody reads
            }
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x10;
            assertRefused(file, bytes);
        }
        Files.write(file, whole);
        TokenFile.open(file).close();
    }

    private static void assertRefused(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> TokenFile.open(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " holds no usable tokens: ")
                .hasMessageEndingWith("; delete it, and it is made again.");
    }

    /** The windows of a file are those of the same documents in memory. */
    @Test
    void aFileSplitsAsItsTokensDo() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("{\"ids\":")
                    .append(Arrays.toString(IntStream.range(i, i + 9 + i % 7).toArray()))
                    .append("}\n");
        }
        List<String> words = IntStream.range(0, 100).mapToObj(i -> "w" + i).toList();
        TokenizerFiles tokenizer = WordsTokenizer.of(words);
        Tokenizer begins = tokenizer.tokenizer();
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int begin = begins.bos().orElseThrow();
            documents.add(
                    IntStream.concat(IntStream.of(begin), IntStream.range(i, i + 9 + i % 7))
                            .toArray());
        }
        SplitTokens memory = SplitTokens.of(documents, 0.2, 3);
        try (SplitTokens file =
                SplitTokens.of(open(tokenizer, write("c.jsonl", lines.toString())), 0.2, 3)) {
            assertThat(file.trainingTokens() + file.validationTokens())
                    .isEqualTo(memory.trainingTokens() + memory.validationTokens());
            int[] window = new int[9];
            for (int step = 0; step < 50; step++) {
                file.batch(step, 0, 1, 8, window);
                assertThat(runs(window)).isTrue();
            }
            assertThat(file.heldOut(3, 30)).hasSizeBetween(2, 3);
        }
    }

    /** Reading windows from the file makes no garbage. */
    @Test
    void aBatchAllocatesNothing() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append((char) ('a' + i * 7 % 26));
        }
        Path path = write("a.txt", text.toString());
        try (SplitTokens data = SplitTokens.of(open(characters(text.toString()), path), 0.1, 3)) {
            int[] into = new int[16 * 65];
            for (int step = 0; step < 30_000; step++) {
                data.batch(step, 0, 16, 64, into);
                data.validationWindow(step % 20, 64, into, 0);
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < 1_000; step++) {
                data.batch(step, 1, 16, 64, into);
                data.validationWindow(step % 20, 64, into, 0);
            }
            // A single object a batch would be 16,000 bytes or more.
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8_000);
        }
    }

    @Test
    void tokenizersAreMadeOfTheTextInTheFiles() throws IOException {
        Path text = write("a.txt", "abab");
        Path lines = write("b.jsonl", "{\"text\":\"cab\"}\n{\"ids\":[3,1]}");
        TextSources both = TextSources.of(List.of(text, lines));
        assertThat(TextTokenizers.characters(both).fingerprint())
                .isEqualTo(characters("abc").fingerprint());
        PieceCounts counts = new PieceCounts();
        counts.add("abab");
        counts.add("cab");
        assertThat(TextTokenizers.bytePairs(both, 300).fingerprint())
                .isEqualTo(ByteLevelBpe.train(counts, 300).fingerprint());
        TextSources ids = TextSources.of(List.of(write("c.jsonl", "{\"ids\":[3,1]}")));
        assertThatThrownBy(() -> TextTokenizers.bytePairs(ids, 300))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("name the tokenizer of the ids with --tokenizer");
    }

    /** Each id follows the one before, or a document begins. */
    private static boolean runs(int[] window) {
        return IntStream.range(1, window.length)
                .allMatch(
                        i ->
                                window[i] == 0
                                        || window[i - 1] == 0
                                        || window[i] == window[i - 1] + 1);
    }
}
