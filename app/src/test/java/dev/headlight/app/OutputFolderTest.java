package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 20, 15);

    @TempDir Path folder;

    @Test
    void anUnusedFolderGoesWithTheParentsThatWereMade() {
        Path out = folder.resolve("a/b");
        try (OutputFolder open = OutputFolder.open(out, "m", NOW)) {
            assertThat(open.path()).isDirectory().isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aKeptFolderAndOneThatWasThereStay() throws IOException {
        Path out = folder.resolve("a");
        try (OutputFolder open = OutputFolder.open(out, "m", NOW)) {
            open.keep();
        }
        assertThat(out).isDirectory();
        OutputFolder.open(out, "m", NOW).close();
        assertThat(out).isDirectory();
        Path begun = folder.resolve("b");
        try (OutputFolder open = OutputFolder.open(begun, "m", NOW)) {
            Files.writeString(open.path().resolve("note"), "somebody else's");
        }
        assertThat(begun.resolve("note")).exists();
    }

    @Test
    void aFileInItsPlaceOrOnTheWayIsAUsageError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path out : new Path[] {file, file.resolve("below")}) {
            assertThatThrownBy(() -> OutputFolder.open(out, "m", NOW))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("name a")
                    .hasMessageContaining("--out");
        }
        assertThat(file).hasContent("x");
    }

    @Test
    void byDefaultItIsNamedAfterModelAndTime() {
        assertThat(OutputFolder.byDefault("Smol LM/2", NOW))
                .isEqualTo(Path.of("runs", "Smol_LM_2-20261124-201500"));
    }
}
