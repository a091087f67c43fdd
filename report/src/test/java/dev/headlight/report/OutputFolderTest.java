package dev.headlight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headlight.report.picture.Png;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    @TempDir Path folder;

    @Test
    void filesAppearTogetherAndInOrder() throws IOException {
        Path out = folder.resolve("a/b");
        try (OutputFolder files = new OutputFolder(out)) {
            files.stage("two", to -> to.write(2));
            files.stage("one", to -> to.write(1));
            assertThat(out.resolve("two")).doesNotExist();
            assertThat(files.commit()).containsExactly(out.resolve("two"), out.resolve("one"));
        }
        assertThat(names(out)).containsExactly("one", "two");
    }

    @Test
    void aFullDiskLeavesWhatWasThereAndNothingElse() throws IOException {
        Files.writeString(folder.resolve("one"), "old");
        assertThatThrownBy(
                        () -> {
                            try (OutputFolder files = new OutputFolder(folder)) {
                                files.stage("one", to -> to.write(1));
                                files.stage(
                                        "two",
                                        to -> {
                                            throw new IOException("No space left on device");
                                        });
                            }
                        })
                .isInstanceOf(ResourceException.class)
                .hasMessageStartingWith("The disk is full")
                .hasMessageContaining("two");
        assertThat(names(folder)).containsExactly("one");
        assertThat(folder.resolve("one")).hasContent("old");
    }

    @Test
    void aFullDiskUnderAWriterThatWrapsItIsRecognised() {
        IOException full = new IOException("No space left on device");
        for (OutputFolder.Content content :
                List.<OutputFolder.Content>of(
                        to -> {
                            throw new IOException("writing failed", full);
                        },
                        to -> {
                            throw new IllegalStateException(new UncheckedIOException(full));
                        },
                        to ->
                                Png.write(
                                        new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB),
                                        new FullDisk(full)))) {
            assertThatThrownBy(
                            () -> {
                                try (OutputFolder files = new OutputFolder(folder)) {
                                    files.stage("content", content);
                                }
                            })
                    .hasMessageStartingWith("The disk is full")
                    .hasMessageContaining("content");
        }
    }

    /** Takes nothing. */
    private static final class FullDisk extends OutputStream {

        private final IOException full;

        FullDisk(IOException full) {
            this.full = full;
        }

        @Override
        public void write(int b) throws IOException {
            throw full;
        }
    }

    @Test
    void aFullDeviceIsRecognised() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertThatThrownBy(
                        () -> {
                            try (OutputFolder files = new OutputFolder(folder)) {
                                Files.createSymbolicLink(folder.resolve(".x.part"), full);
                                files.stage("x", to -> to.write(new byte[1 << 20]));
                            }
                        })
                .isInstanceOf(ResourceException.class);
    }

    @Test
    void aFileInPlaceOfTheFolderIsAUsageError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path out : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> ReportFiles.write(SampleResults.small(), out))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(out.toString());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
