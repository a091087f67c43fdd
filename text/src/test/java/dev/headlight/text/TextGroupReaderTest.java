package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextGroupReaderTest {

    @TempDir Path folder;
    private Path prose;
    private Path code;

    @BeforeEach
    void write() throws IOException {
        prose = Files.createDirectory(folder.resolve("prose"));
        code = Files.createDirectory(folder.resolve("code"));
        for (int n = 0; n < 3; n++) {
            Files.writeString(prose.resolve(n + ".txt"), "It was night " + n);
        }
        Files.writeString(code.resolve("0.txt"), "int x = 1;");
    }

    @Test
    void foldersAreGroupsWhereThereAreTwo() {
        assertThat(TextGroupReader.groups(List.of(), List.of(prose, code)))
                .containsExactly(Map.entry("prose", prose), Map.entry("code", code));
        assertThat(TextGroupReader.groups(List.of(), List.of(prose))).isEmpty();
        assertThat(TextGroupReader.groups(List.of(), List.of(prose, code.resolve("0.txt"))))
                .isEmpty();
    }

    @Test
    void groupsTakeTurnsSoThatALimitCutsThemAlike() {
        Documents read =
                TextGroupReader.read(
                        TextGroupReader.groups(List.of("a=" + prose, "b=" + code), List.of()),
                        Split.FILE,
                        0,
                        0);
        assertThat(read.documents().stream().map(Document::id))
                .containsExactly("a/0.txt", "b/0.txt", "a/1.txt", "a/2.txt");
        assertThat(read.groups()).hasSize(4).containsEntry("b/0.txt", "b");
        assertThat(read.groupNames()).containsExactly("a", "b");
    }

    @Test
    void whatIsNoGroupIsRefused() {
        refused("is not NAME=PATH", List.of("prose"), List.of());
        refused("is not NAME=PATH", List.of("=x", "a=b"), List.of());
        refused("do not go together", List.of("a=x", "b=y"), List.of(prose));
        refused("one group", List.of("a=x"), List.of());
        refused("two groups are called a", List.of("a=x", "a=y"), List.of());
    }

    private static void refused(String part, List<String> named, List<Path> texts) {
        assertThatThrownBy(() -> TextGroupReader.groups(named, texts))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(part);
    }
}
