package dev.headlight.model.io;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headlight.model.OpenModel;
import dev.headlight.text.UserException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all: a reader opens them or says what is wrong, and throws nothing else. In the ordinary
 * build each target runs on its few seeds (resources, {@code ReaderFuzzTestInputs}); with {@code
 * JAZZER_FUZZ=1} in the environment, and one target chosen by {@code -Dtest}, it searches for as long as
 * stated.
 */
class ReaderFuzzTest {

    @TempDir static Path temp;

    @FuzzTest(maxDuration = "60s")
    void safetensorsHeader(byte[] bytes) throws IOException {
        Path path = Files.write(temp.resolve("model.safetensors"), bytes);
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.open(path, arena);
            if (SafetensorsHeader.recognised(file)) {
                SafetensorsHeader.read(file);
            }
        } catch (UserException expected) {
            // a sentence is the other right answer
        }
    }

    @FuzzTest(maxDuration = "60s")
    void gguf(byte[] bytes) throws IOException {
        open("model.gguf", bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void llama2c(byte[] bytes) throws IOException {
        open("model.bin", bytes);
    }

    private static void open(String name, byte[] bytes) throws IOException {
        Path path = Files.write(temp.resolve(name), bytes);
        try (OpenModel model = ModelReader.open(path)) {
            WeightScan.first(model.weights());
        } catch (UserException expected) {
            // a sentence is the other right answer
        }
    }
}
