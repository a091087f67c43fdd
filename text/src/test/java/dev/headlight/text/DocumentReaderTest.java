package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {

    @TempDir Path folder;

    @Test
    void aFileIsOneDocumentAsItStands() throws IOException {
        Path file = write("a.txt", "one\r\n\r\ntwo\n");
        assertThat(read(Split.FILE, file))
                .containsExactly(Document.ofText("a.txt", "one\r\n\r\ntwo\n"));
        assertThat(read(Split.WINDOW, file)).isEqualTo(read(Split.FILE, file));
    }

    @Test
    void paragraphsEndAtBlankLines() throws IOException {
        Path file = write("a.txt", "\n\none\r\nmore\r\n \t\r\n\r\ntwo\n\nthree");
        assertThat(read(Split.PARAGRAPH, file))
                .containsExactly(
                        Document.ofText("a.txt:1", "one\r\nmore"),
                        Document.ofText("a.txt:2", "two"),
                        Document.ofText("a.txt:3", "three"));
    }

    @Test
    void linesLoseTheirEndsAndBlankOnesAreLeftOut() throws IOException {
        Path file = write("a.txt", "one\r\n\n  two\n");
        assertThat(read(Split.LINE, file))
                .containsExactly(
                        Document.ofText("a.txt:1", "one"), Document.ofText("a.txt:2", "  two"));
    }

    @Test
    void aFolderIsReadInTheOrderOfNamesWithoutHiddenOrBinaryFiles() throws IOException {
        write("b.txt", "b");
        write("a/z.txt", "z");
        write("a/.hidden", "no");
        write(".git/x", "no");
        Path binary = folder.resolve("a/picture");
        Files.write(binary, new byte[] {1, 2, 0, 3});
        Documents read = DocumentReader.read(List.of(folder), Split.FILE, 0, 0);
        assertThat(read.documents())
                .containsExactly(Document.ofText("a/z.txt", "z"), Document.ofText("b.txt", "b"));
        assertThat(read.alerts())
                .containsExactly(
                        binary
                                + " was left out: byte 2 is zero, so it is a binary file; name text or"
                                + " JSON Lines.");
    }

    @Test
    void filesOfOneNameGetDifferentIds() throws IOException {
        Path one = write("x/a.txt", "one");
        Path two = write("y/a.txt", "two");
        assertThat(DocumentReader.read(List.of(one, two), Split.FILE, 0, 0).documents())
                .extracting(Document::id)
                .containsExactly("a.txt", "a.txt#2");
    }

    @Test
    void jsonLinesAreKnownByContentOrByName() throws IOException {
        String lines =
                "{\"text\":\"one\\ntwo\",\"more\":1}\n\n{\"ids\":[3,0,7]}\n{\"text\":\" \"}\n";
        for (String name : List.of("a.jsonl", "a.data")) {
            Documents read = DocumentReader.read(List.of(write(name, lines)), Split.FILE, 0, 0);
            assertThat(read.documents())
                    .containsExactly(
                            Document.ofText(name + ":1", "one\ntwo"),
                            Document.ofIds(name + ":3", new int[] {3, 0, 7}));
            assertThat(read.alerts())
                    .singleElement()
                    .asString()
                    .contains("lines without text were left out (count: 1)");
        }
        assertThat(read(Split.LINE, write("b.jsonl", lines)))
                .extracting(Document::id)
                .containsExactly("b.jsonl:1:1", "b.jsonl:1:2", "b.jsonl:3");
    }

    @Test
    void aTextThatBeginsWithABraceIsText() throws IOException {
        Path file = write("a.txt", "{ \"other\": 1 }\nplain");
        assertThat(read(Split.FILE, file)).hasSize(1);
    }

    @Test
    void malformedLinesAreNamedWithFileAndNumber() throws IOException {
        assertSentence("{\"text\":\"a\"}\n{\"text\":", "a.jsonl line 2 is not valid JSON: ");
        assertSentence("[1]\n", "a.jsonl line 1 is not a JSON object with \"text\" or \"ids\".");
        assertSentence("{\"x\":1}", "a.jsonl line 1 has neither \"text\" nor \"ids\"");
        assertSentence(
                "{\"text\":\"\",\"ids\":[]}", "a.jsonl line 1 has both \"text\" and \"ids\"");
        assertSentence("{\"text\":5}", "a.jsonl line 1: \"text\" is not a string.");
        assertSentence("{\"ids\":\"5\"}", "a.jsonl line 1: \"ids\" is not an array of token ids.");
        assertSentence("{\"ids\":[1,2.5]}", "entry 1 of \"ids\" is 2.5, not a token id");
        assertSentence("{\"ids\":[-4]}", "entry 0 of \"ids\" is -4, not a token id");
        assertSentence(
                "{\"ids\":[4294967296]}", "entry 0 of \"ids\" is 4294967296, not a token id");
        assertSentence("{\"ids\":[null]}", "entry 0 of \"ids\" is null, not a token id");
    }

    @Test
    void whatCannotBeReadIsSaidInASentence() throws IOException {
        Path binary = folder.resolve("model.bin");
        Files.write(binary, new byte[] {7, 0, 0, 0});
        assertThatThrownBy(() -> read(Split.FILE, binary))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        binary
                                + " is no text: byte 1 is zero, so it is a binary file; name text or"
                                + " JSON Lines.");
        Path utf16 = folder.resolve("utf16.txt");
        Files.write(utf16, "\uFEFFhello".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> read(Split.FILE, utf16))
                .hasMessageContaining("convert it to UTF-8");
        Path missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> read(Split.FILE, missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist; name a text file or a folder.");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> read(Split.FILE, empty)).hasMessage(empty + " holds no files.");
        Path blank = write("blank.txt", " \n\r\n");
        for (Split split : Split.values()) {
            assertThatThrownBy(() -> read(split, blank))
                    .isInstanceOf(InputException.class)
                    .hasMessage(blank + " holds no text: there is nothing to analyse.");
        }
    }

    @Test
    void invalidBytesAreReplacedAndCounted() throws IOException {
        Path file = folder.resolve("latin.txt");
        Files.write(file, "caf\u00e9 au lait".getBytes(StandardCharsets.ISO_8859_1));
        Documents read = DocumentReader.read(List.of(file), Split.FILE, 0, 0);
        assertThat(read.documents())
                .containsExactly(Document.ofText("latin.txt", "caf\uFFFD au lait"));
        assertThat(read.alerts())
                .containsExactly(
                        file + ": bytes that are no UTF-8 were read as U+FFFD (count: 1).");
    }

    @Test
    void readingStopsAtTheDocumentsAskedFor() throws IOException {
        // The third line is broken: it must not be reached.
        Path file = write("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{broken\n");
        Path never = write("z.txt", "z");
        Documents read = DocumentReader.read(List.of(file, never), Split.FILE, 1, 0);
        assertThat(read.documents()).containsExactly(Document.ofText("a.jsonl:1", "a"));
        assertThat(read.limitedBy()).isEqualTo("max-documents");
        assertThat(DocumentReader.read(List.of(never), Split.FILE, 1, 0).limitedBy()).isEmpty();
    }

    @Test
    void readingStopsWhereEnoughIsReadForTheTokens() throws IOException {
        Path file = write("a.txt", "ab😀".repeat(100_000));
        Documents read = DocumentReader.read(List.of(file), Split.FILE, 0, 3);
        String text = read.documents().getFirst().text();
        assertThat(text).isEqualTo("ab😀".repeat(3 * DocumentReader.CHARACTERS_PER_TOKEN / 4));
        assertThat(read.limitedBy()).isEqualTo("max-tokens");
    }

    @Test
    void forWindowsReadingStopsWhereEnoughIsReadForThem() throws IOException {
        int window = 4 * DocumentReader.CHARACTERS_PER_TOKEN;
        Path file = write("a.txt", "word ".repeat(10_000));
        Documents read = DocumentReader.readWindows(List.of(file), 3, 4, 0);
        assertThat(read.documents().getFirst().text()).hasSize(3 * window);
        assertThat(read.limitedBy()).isEqualTo("max-documents");
        // The smaller of the two limits ends it, by its own name.
        Documents tokens = DocumentReader.readWindows(List.of(file), 3, 4, 8);
        assertThat(tokens.documents().getFirst().text()).hasSize(2 * window);
        assertThat(tokens.limitedBy()).isEqualTo("max-tokens");
        // More documents than windows were asked for: how many each gives is not known here.
        Path lines = write("a.jsonl", "{\"text\":\"a\"}\n".repeat(5));
        assertThat(DocumentReader.readWindows(List.of(lines), 3, 4, 0).documents()).hasSize(5);
        assertThat(DocumentReader.readWindows(List.of(file), 0, 4, 0).limitedBy()).isEmpty();
    }

    @Test
    void aTextLargerThanMemoryIsRefusedUnlessLimited() throws IOException {
        Path file = write("a.txt", "word ".repeat(10_000));
        assertThatThrownBy(() -> DocumentReader.read(List.of(file), Split.FILE, 0, 0, 20_000))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("--max-tokens");
        assertThat(DocumentReader.read(List.of(file), Split.FILE, 0, 10, 20_000).limitedBy())
                .isEqualTo("max-tokens");
    }

    private void assertSentence(String content, String part) throws IOException {
        Path file = write("a.jsonl", content);
        assertThatThrownBy(() -> read(Split.FILE, file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part)
                .hasMessageEndingWith(".");
    }

    private List<Document> read(Split split, Path path) {
        return DocumentReader.read(List.of(path), split, 0, 0).documents();
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
