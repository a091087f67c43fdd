package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** stories260K's tokenizer against golden ids, and small files that are cut short or wrong. */
class Llama2cTokenizerTest {

    @TempDir Path folder;

    private static int[] golden(String text) throws IOException {
        JsonNode texts =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(SharedData.file("golden/stories260K.json")))
                        .path("texts");
        return NastyTexts.ints(texts.path(text).path("ids"));
    }

    private static Tokenizer stories() throws IOException {
        return Llama2cTokenizer.open(SharedData.file("models/tok512.bin"), 512);
    }

    /** Begin token and ids of the first so many tokens, as the goldens have them. */
    private static int[] begun(Tokenizer tokenizer, String text, int length) {
        int[] ids = tokenizer.encode(text);
        int[] begun = new int[Math.min(length, ids.length + 1)];
        begun[0] = tokenizer.bos().orElseThrow();
        System.arraycopy(ids, 0, begun, 1, begun.length - 1);
        return begun;
    }

    @Test
    void encodesTheGoldenTexts() throws IOException {
        Tokenizer tokenizer = stories();
        String told = Files.readString(SharedData.file("models/stories260K-greedy-200.txt"));
        int[] greedy = golden("greedy-200");
        assertThat(begun(tokenizer, told, greedy.length)).isEqualTo(greedy);
        assertThat(tokenizer.decode(greedy)).isEqualTo(told);
        String plays = Files.readString(SharedData.file("text/tinyshakespeare.txt"));
        int[] shakespeare = golden("tinyshakespeare");
        assertThat(shakespeare).hasSizeGreaterThanOrEqualTo(256);
        assertThat(begun(tokenizer, plays, shakespeare.length)).isEqualTo(shakespeare);
    }

    @Test
    void nastyTextsComeBackWhole() throws IOException {
        Tokenizer tokenizer = stories();
        for (String text : NastyTexts.all()) {
            String wellFormed =
                    new String(
                            text.codePoints()
                                    .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                                    .collect(
                                            StringBuilder::new,
                                            StringBuilder::appendCodePoint,
                                            StringBuilder::append));
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(wellFormed);
        }
    }

    @Test
    void showsBytesAndSpecialTokens() throws IOException {
        Tokenizer tokenizer = stories();
        assertThat(tokenizer.vocab()).isEqualTo(512);
        assertThat(tokenizer.piece(1)).isEqualTo("<s>");
        assertThat(tokenizer.piece(13)).isEqualTo("<0x0A>");
        assertThat(tokenizer.decode(13)).isEqualTo("\n");
        assertThat(tokenizer.decode(1, 13, 2)).isEqualTo("\n");
        assertThat(tokenizer.eos()).hasValue(2);
        assertThat(tokenizer.special(2)).isTrue();
        assertThat(tokenizer.special(3)).isFalse();
    }

    /** The 259 ids every such file has, then the pieces given. */
    private Path file(String... pieces) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(16);
        for (int id = 0; id < 259 + pieces.length; id++) {
            String text =
                    switch (id) {
                        case 0 -> "<unk>";
                        case 1 -> "\n<s>\n";
                        case 2 -> "\n</s>\n";
                        default ->
                                id < 259
                                        ? String.format(Locale.ROOT, "<0x%02X>", id - 3)
                                        : pieces[id - 259];
                    };
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.putFloat(-id).putInt(utf8.length).put(utf8);
        }
        return Files.write(folder.resolve("tok.bin"), Arrays.copyOf(out.array(), out.position()));
    }

    @Test
    void mergesByScoreNotByLength() throws IOException {
        // "bc" (id 264) scores above "ab" (265): a b c joins b and c first and is then stuck.
        Tokenizer tokenizer =
                Llama2cTokenizer.open(file(" ", "a", "b", "c", " a", "bc", "ab", "abc"), 267);
        assertThat(tokenizer.encode("abc")).isEqualTo(new int[] {263, 264});
        assertThat(tokenizer.encode("ab")).isEqualTo(new int[] {263, 261});
        assertThat(tokenizer.encode("bab")).isEqualTo(new int[] {259, 261, 265});
        assertThat(tokenizer.encode("\u00e9")).isEqualTo(new int[] {259, 3 + 0xC3, 3 + 0xA9});
    }

    @Test
    void cutShortAtAnyByteIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file(" ", "a"));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Llama2cTokenizer.open(cut, 261))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("byte");
        }
    }

    @Test
    void wrongLengthsScoresAndVocabulariesAreRefused() throws IOException {
        Path good = file(" ", "a");
        byte[] whole = Files.readAllBytes(good);
        int[] hostile = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 17};
        for (int length : hostile) {
            byte[] bad = whole.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
            assertRefused(bad, 261, "length " + length);
        }
        byte[] bad = whole.clone();
        ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, Float.NaN);
        assertRefused(bad, 261, "NaN");
        bad = whole.clone();
        bad[4 + 8 + 5 + 8 + 5 + 8 + 6 + 8 + 1] = 'x';
        assertRefused(bad, 261, "byte 0");
        assertRefused(whole, 260, "another model");
        assertRefused(whole, 262, "fewer ids");
        assertRefused(whole, 100, "at least 259");
        assertThatThrownBy(() -> Llama2cTokenizer.open(folder.resolve("absent"), 512))
                .isInstanceOf(InputException.class);
    }

    private void assertRefused(byte[] bytes, int vocab, String words) throws IOException {
        Path file = Files.write(folder.resolve("bad.bin"), bytes);
        assertThatThrownBy(() -> Llama2cTokenizer.open(file, vocab))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }
}
