package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.OpenModel;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Llama2cReaderTest {

    @Test
    void opensStories260K() throws IOException {
        Path path = SharedData.file("models/stories260K.bin");
        try (OpenModel model = ModelReader.open(path)) {
            ModelConfig config = model.config();
            assertThat(model.name()).isEqualTo("stories260K");
            assertThat(config.nLayers()).isEqualTo(5);
            assertThat(config.nHeads()).isEqualTo(8);
            assertThat(config.nKvHeads()).isEqualTo(4);
            assertThat(config.dModel()).isEqualTo(64);
            assertThat(config.dFeedForward()).isEqualTo(172);
            assertThat(config.vocab()).isEqualTo(512);
            assertThat(config.context()).isEqualTo(512);
            assertThat(config.tiedEmbeddings()).isTrue();
            assertThat(model.weights().output()).isSameAs(model.weights().tokenEmbedding());
            assertThat(model.parameters()).isEqualTo(260_032);
            assertThat(model.storage()).containsEntry("F32", 4 * 260_032L);
            assertThat(model.fingerprint()).isEqualTo(SharedData.sha256(Files.readAllBytes(path)));
            RotaryPositions rotary = (RotaryPositions) config.positions();
            assertThat(rotary.interleaved()).isTrue();
            assertThat(rotary.inverseFrequencies()[1]).isEqualTo(0.1f);
        }
    }

    @Test
    void takesEachTensorFromItsPlace() throws IOException {
        Path path = SharedData.file("models/stories260K.bin");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        // Counted by hand from the format: the last layer's w3 ends where the final norm begins.
        int tables = 4 * 512 * 8;
        int finalNorm = bytes.capacity() - tables - 4 * 64;
        int lastUp = finalNorm - 4 * 172 * 64;
        int query1 = 28 + 4 * (512 * 64 + 5 * 64 + 64 * 64);
        try (OpenModel model = ModelReader.open(path)) {
            assertThat(model.weights().finalNorm().gain()[63])
                    .isEqualTo(bytes.getFloat(finalNorm + 4 * 63));
            assertThat(Weights.at(model.weights().layers().get(4).up().weight(), 0, 0))
                    .isEqualTo(bytes.getFloat(lastUp));
            assertThat(Weights.at(model.weights().layers().get(1).query().weight(), 2, 3))
                    .isEqualTo(bytes.getFloat(query1 + 4 * (2 * 64 + 3)));
        }
    }

    @Test
    void findsTheVocabularyByContent() throws IOException {
        Path model = SharedData.file("models/stories260K.bin");
        assertThat(Llama2cVocabularyFile.find(model, 512))
                .isEqualTo(SharedData.file("models/tok512.bin").toAbsolutePath());
        assertThat(Llama2cVocabularyFile.find(model, 511)).isNull();
    }
}
