package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.headlight.model.OpenModel;
import dev.headlight.text.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each format cut short and changed at every byte of its structure, and at many of its data: it opens or it
 * tells, in one sentence, and it takes no memory that the file's size does not justify.
 */
class DamagedFilesTest {

    /** The files have under 100 KB; a digest's buffer is 1 MB. */
    private static final long MOST_BYTES = 8L << 20;

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How many bytes of a file are its structure, at least; and the step between bytes tried after it. */
    @ParameterizedTest
    @CsvSource({
        "gpt2-bare-f16, model.safetensors, 2300, 3001",
        "llama-sharded-bf16, model-00001-of-00002.safetensors, 700, 3001",
        "llama-sharded-bf16, model.safetensors.index.json, 1800, 1",
        "llama-gqa-llama3-bf16, config.json, 900, 1",
        "gguf-q4_0, model.gguf, 3300, 3001",
        "gguf-f32, model.gguf, 800, 6007",
    })
    void opensOrTells(String name, String file, int structure, int step, @TempDir Path temp)
            throws IOException {
        Path model = Fixture.copy(name, temp);
        Path damaged = temp.resolve(name).resolve(file);
        byte[] bytes = Files.readAllBytes(damaged);
        assertThat(opens(model)).isTrue(); // and loads the classes, before memory is counted
        int told = 0;
        try (RandomAccessFile out = new RandomAccessFile(damaged.toFile(), "rw")) {
            for (int i = 0; i < bytes.length; i += i < structure ? 1 : step) {
                int change = i % 3 == 0 ? 0xff : i % 3 == 1 ? 0x01 : 0x80;
                out.seek(i);
                out.write(bytes[i] ^ change);
                told += tells(model, "byte " + i + " of " + file + " changed") ? 1 : 0;
                out.seek(i);
                out.write(bytes[i]);
            }
            for (int n = bytes.length - 1; n >= 0; n -= n > structure ? step : 1) {
                int length = n;
                out.setLength(length);
                // Only white space after JSON and padding after GGUF's last tensor may be missing.
                int spare = file.endsWith(".json") ? 2 : file.endsWith(".gguf") ? 31 : 0;
                assertThat(tells(model, file + " cut to " + length + " bytes"))
                        .as("%s cut to %d bytes is told", file, length)
                        .satisfiesAnyOf(
                                was -> assertThat(was).isTrue(),
                                was ->
                                        assertThat(bytes.length - length)
                                                .isLessThanOrEqualTo(spare));
            }
        }
        assertThat(told).as("changes that were told").isGreaterThan(structure / 4);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void opensOrTellsLlama2c(int version, @TempDir Path temp) throws IOException {
        Path model = temp.resolve("model.bin");
        byte[] bytes = Llama2cBytes.model(version);
        Files.write(model, bytes);
        assertThat(opens(model)).isTrue();
        try (RandomAccessFile out = new RandomAccessFile(model.toFile(), "rw")) {
            for (int i = 0; i < bytes.length; i++) {
                out.seek(i);
                out.write(bytes[i] ^ (i % 2 == 0 ? 0xff : 0x40));
                boolean told = tells(model, "byte " + i + " changed");
                // Version 0 is told by its size: no number of its header can change alone.
                assertThat(told || i >= 28 || version == 1).as("byte %d", i).isTrue();
                out.seek(i);
                out.write(bytes[i]);
            }
            for (int length = bytes.length - 1; length >= 0; length--) {
                out.setLength(length);
                assertThat(tells(model, "cut to " + length)).isTrue();
            }
        }
    }

    private static boolean opens(Path model) {
        try (OpenModel open = ModelReader.open(model)) {
            return open.config().nLayers() > 0;
        }
    }

    /** Whether opening throws the sentence; anything else that is thrown fails the test. */
    private static boolean tells(Path model, String damage) {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        try (OpenModel open = ModelReader.open(model)) {
            assertThat(open.config().nLayers()).isPositive();
            return false;
        } catch (UserException e) {
            assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1_500);
            return true;
        } catch (RuntimeException | Error e) {
            return fail(damage, e);
        } finally {
            long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
            assertThat(taken).as("bytes allocated: %s", damage).isLessThan(MOST_BYTES);
        }
    }
}
