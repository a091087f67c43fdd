package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourcesTest {

    @TempDir Path folder;

    /** Puts the parts together again. */
    private static final class Collected implements DocumentParts {

        final List<Document> documents = new ArrayList<>();
        final List<String> parts = new ArrayList<>();
        private String id = "";
        private final StringBuilder text = new StringBuilder();
        private int[] ids = {};

        @Override
        public void begin(String id) {
            this.id = id;
            text.setLength(0);
            ids = new int[0];
        }

        @Override
        public void text(String part) {
            assertThat(part).isNotEmpty();
            parts.add(part);
            text.append(part);
        }

        @Override
        public void ids(int[] ids) {
            this.ids = ids;
        }

        @Override
        public void end() {
            documents.add(
                    ids.length > 0
                            ? Document.ofIds(id, ids)
                            : Document.ofText(id, text.toString()));
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<Document> read(TextSources sources) {
        Collected collected = new Collected();
        sources.read(collected);
        return collected.documents;
    }

    private static String digest(TextSources sources) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        sources.digest(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void readsWhatTheDocumentReaderReads() throws IOException {
        write("all/b.txt", "one two\r\nthree\n");
        write("all/a/b.txt", "\ufefffour");
        write(
                "all/c.jsonl",
                "{\"text\":\"five\"}\n\n{\"ids\":[6,7]}\n{\"text\":\"  \"}\n{\"ids\":[]}");
        write("all/d.txt", " \n");
        Files.write(folder.resolve("all/e.bin"), new byte[] {1, 0});
        Files.write(folder.resolve("all/f.txt"), new byte[] {'x', (byte) 0xFF, 'y'});
        List<Path> named = List.of(folder.resolve("all"), folder.resolve("all/b.txt"));
        TextSources sources = TextSources.of(named);
        Documents expected = DocumentReader.read(named, Split.FILE, 0, 0);
        assertThat(read(sources)).isEqualTo(expected.documents()).hasSize(6);
        assertThat(sources.files()).hasSize(6);
        List<String> alerts = sources.alerts();
        assertThat(alerts)
                .hasSize(3)
                .allMatch(a -> a.contains("left out") || a.contains("no UTF-8"));
        assertThat(read(sources)).isEqualTo(expected.documents());
        assertThat(sources.alerts()).isEqualTo(alerts);
    }

    @Test
    void aLongTextComesInPartsThatNoWordCrosses() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            StringBuilder text = new StringBuilder("x");
            List<String> signs =
                    List.of("a", "b", "\u00e9", "\ud83d\ude00", " ", "1", "\n", ".", "\t");
            while (text.length() < 500) {
                for (int i = 0; i < 5; i++) {
                    text.append(signs.get(random.nextInt(signs.size())));
                }
                text.append("wo").append(random.nextBoolean() ? " " : "\n");
            }
            Collected collected = new Collected();
            assertThat(new TextParts(new StringReader(text.toString()), 64).read("d", collected))
                    .isTrue();
            assertThat(collected.documents).containsExactly(Document.ofText("d", text.toString()));
            assertThat(collected.parts).hasSizeGreaterThan(7);
            for (int i = 0; i + 1 < collected.parts.size(); i++) {
                String part = collected.parts.get(i);
                assertThat(part).hasSizeLessThanOrEqualTo(64);
                assertThat(Character.isLetterOrDigit(part.codePointBefore(part.length()))).isTrue();
                assertThat(collected.parts.get(i + 1)).matches("(?s)[ \\r\\n].*");
            }
        }
    }

    @Test
    void whereThereIsNoSpaceACharacterIsNotCutInTwo() throws IOException {
        String text = "x" + "\ud83d\ude00".repeat(100);
        Collected collected = new Collected();
        new TextParts(new StringReader(text), 10).read("d", collected);
        assertThat(String.join("", collected.parts)).isEqualTo(text);
        assertThat(collected.parts)
                .noneMatch(p -> Character.isHighSurrogate(p.charAt(p.length() - 1)));
    }

    @Test
    void theDigestFollowsNamesAndBytes() throws Exception {
        Path a = write("a.txt", "text");
        Path b = write("b.txt", "more");
        String first = digest(TextSources.of(List.of(a, b)));
        assertThat(digest(TextSources.of(List.of(a, b)))).isEqualTo(first);
        assertThat(digest(TextSources.of(List.of(b, a)))).isNotEqualTo(first);
        assertThat(digest(TextSources.of(List.of(a)))).isNotEqualTo(first);
        write("b.txt", "most");
        assertThat(digest(TextSources.of(List.of(a, b)))).isNotEqualTo(first);
    }

    @Test
    void whatCannotBeReadIsSaidInOneSentence() throws IOException {
        Path absent = folder.resolve("absent.txt");
        assertThatThrownBy(() -> TextSources.of(List.of(absent)))
                .isInstanceOf(InputException.class)
                .hasMessage(absent + " does not exist; name a text file or a folder.");
        Path bad = write("bad.jsonl", "{\"text\":\"a\"}\n{\"text\":3}\n");
        assertThatThrownBy(() -> read(TextSources.of(List.of(bad))))
                .isInstanceOf(InputException.class)
                .hasMessage(bad + " line 2: \"text\" is not a string.");
    }
}
