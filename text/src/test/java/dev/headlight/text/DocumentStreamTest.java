package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentStreamTest {

    private static final String TEXT = "one\ntwo\n\n\nthree \u00e4 four\r\n\nfive";
    private static final String LINES =
            "{\"text\":\"one\\ntwo\\n\\nthree\"}\n\n{\"ids\":[1,5,9]}\n{\"text\":\" \"}\n{\"text\":\"four\"}";

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Split.class)
    void readsWhatTheReaderOfFilesReads(Split split) throws IOException {
        for (String name : List.of("a.txt", "b.jsonl", "c")) {
            String content = name.equals("a.txt") ? TEXT : LINES;
            Path file = folder.resolve(name);
            Files.writeString(file, content);
            List<Document> expected = DocumentReader.read(List.of(file), split, 0, 0).documents();
            List<Document> found = new ArrayList<>();
            for (DocumentStream.Entry entry : entries(name, content.getBytes(UTF_8), split)) {
                assertThat(entry.problem()).isEmpty();
                assertThat(entry.document()).isNotNull();
                found.add(entry.document());
            }
            assertThat(found).isEqualTo(expected).isNotEmpty();
        }
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    private static List<DocumentStream.Entry> entries(String name, byte[] bytes, Split split)
            throws IOException {
        List<DocumentStream.Entry> all = new ArrayList<>();
        try (DocumentStream stream =
                new DocumentStream(name, new ByteArrayInputStream(bytes), split)) {
            DocumentStream.Entry entry;
            while ((entry = stream.next()) != null) {
                all.add(entry);
            }
        }
        return all;
    }

    @Test
    void aLineThatIsNoDocumentStandsWhereItIs() throws IOException {
        String content = "{\"text\":\"a\"}\n{\"text\":\n[3]\n{\"ids\":[-1]}\n{\"text\":\"b\"}\n";
        List<DocumentStream.Entry> found = entries("x.jsonl", content.getBytes(UTF_8), Split.FILE);
        assertThat(found)
                .extracting(DocumentStream.Entry::id)
                .containsExactly("x.jsonl:1", "x.jsonl:2", "x.jsonl:3", "x.jsonl:4", "x.jsonl:5");
        assertThat(found.get(1).document()).isNull();
        assertThat(found.get(1).problem()).startsWith("x.jsonl line 2 is not valid JSON");
        assertThat(found.get(2).problem()).contains("line 3 is not a JSON object");
        assertThat(found.get(3).problem()).contains("not a token id");
        assertThat(found.get(4).document()).isEqualTo(Document.ofText("x.jsonl:5", "b"));
    }

    @Test
    void aFileThatIsNoTextIsOneProblem() throws IOException {
        List<DocumentStream.Entry> found =
                entries("x.txt", new byte[] {'a', 0, 'b', '\n', 'c'}, Split.LINE);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().problem()).contains("byte 1 is zero");
    }
}
