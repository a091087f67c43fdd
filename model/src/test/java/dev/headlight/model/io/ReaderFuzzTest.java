package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headlight.model.OpenModel;
import dev.headlight.text.UserException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all: a reader opens them or says what is wrong, and throws nothing else. In the ordinary
 * build each target runs on its few seeds ({@code make_fuzz_seeds.py} makes them); with {@code
 * JAZZER_FUZZ=1} in the environment, and one target chosen by {@code -Dtest}, it searches for as long as
 * stated.
 */
class ReaderFuzzTest {

    @TempDir static Path temp;

    /** The seeds named sound do open: else the search would begin outside. */
    @Test
    void opensTheSoundSeeds() throws URISyntaxException {
        for (String target : new String[] {"gguf", "llama2c"}) {
            URL seed =
                    Objects.requireNonNull(
                            getClass().getResource("ReaderFuzzTestInputs/" + target + "/sound"));
            try (OpenModel model = ModelReader.open(Path.of(seed.toURI()))) {
                assertThat(model.config().dModel()).isEqualTo(4);
            }
        }
    }

    @FuzzTest(maxDuration = "40s")
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

    @FuzzTest(maxDuration = "40s")
    void gguf(byte[] bytes) throws IOException {
        open("model.gguf", bytes);
    }

    @FuzzTest(maxDuration = "40s")
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
