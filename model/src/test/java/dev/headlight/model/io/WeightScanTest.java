package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightScanTest {

    static Stream<String> names() {
        return Fixture.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void findsNothingInSoundModels(String name) {
        try (OpenModel model = ModelReader.open(Fixture.of(name).model())) {
            assertThat(WeightScan.first(model.weights())).isEmpty();
        }
    }

    @Test
    void namesANanInTheMiddleOfAMatrix(@TempDir Path temp) throws IOException {
        Path model = Fixture.copy("llama-gqa-llama3-bf16", temp);
        // Element (2, 3) of the second layer's down projection, [32, 40], becomes a NaN of 16 bits.
        patch(model, "model.layers.1.mlp.down_proj.weight", 2 * (2 * 40 + 3), 0xc0, 0x7f);
        assertIsFound(model, "layer 1, down weight", "NaN", 2 * 40 + 3);
    }

    @Test
    void countsTheElementsOfATransposedMatrixAsItsRowsGo(@TempDir Path temp) throws IOException {
        Path model = Fixture.copy("gpt2-f32", temp);
        // Stored [in 32, out 96]: input 5 of key output 1 (column 32 + 1) becomes minus infinity.
        patch(model, "transformer.h.0.attn.c_attn.weight", 4 * (5 * 96 + 33), 0, 0, 0x80, 0xff);
        assertIsFound(model, "layer 0, key weight", "-Infinity", 32 + 5);
    }

    @Test
    void findsTheScaleOfAQuantisedBlock(@TempDir Path temp) throws IOException {
        for (String name : new String[] {"gguf-q8_0", "gguf-q4_0", "gguf-q4_1"}) {
            Path model = Fixture.copy(name, temp);
            int blockBytes;
            try (OpenModel open = ModelReader.open(model)) {
                blockBytes = open.weights().layers().get(0).up().weight().type().blockBytes();
            }
            // Rows of 32 are one block each.
            patch(model, "blk.0.ffn_up.weight", 7L * blockBytes, 0x00, 0x7e);
            assertIsFound(model, "layer 0, up weight", "NaN", 7 * 32);
        }
    }

    @Test
    void refusesAtOpeningANanInTheEmbeddingAndInANorm(@TempDir Path temp) throws IOException {
        Path embedding = Fixture.copy("llama-untied-biases-f32", temp.resolve("a"));
        patch(embedding, "model.embed_tokens.weight", 4 * (6 * 32 + 2), 0, 0, 0xc0, 0x7f);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ModelReader.open(embedding))
                .withMessageContaining("model.safetensors, byte ")
                .withMessageContaining("model.embed_tokens.weight holds NaN at element 194");
        Path norm = Fixture.copy("llama-untied-biases-f32", temp.resolve("b"));
        patch(norm, "model.norm.weight", 4 * 31, 0, 0, 0x80, 0x7f);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ModelReader.open(norm))
                .withMessageContaining("model.norm.weight holds Infinity at element 31");
    }

    @Test
    void readsFloatsOnTheHeapToo() {
        float[] data = {1, 2, 3, Float.NaN, 5, 6};
        assertThat(FiniteRow.check(WeightMatrix.ofFloats(data, 2, 3), 0)).isTrue();
        assertThat(FiniteRow.check(WeightMatrix.ofFloats(data, 2, 3), 1)).isFalse();
        assertThat(FiniteRow.check(WeightMatrix.ofFloats(data, 2, 3).transposed(), 1)).isTrue();
        assertThat(FiniteRow.check(WeightMatrix.ofFloats(data, 2, 3).transposed(), 0)).isFalse();
    }

    private static void assertIsFound(Path model, String tensor, String value, long element) {
        try (OpenModel open = ModelReader.open(model)) {
            ModelWeights weights = open.weights();
            assertThat(WeightScan.first(weights).orElseThrow().tensor()).isEqualTo(tensor);
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> WeightScan.require(open))
                    .withMessageContaining(open.path() + ": " + tensor)
                    .withMessageContaining("holds " + value + " at element " + element + ";");
        }
    }

    /** Overwrites bytes of a tensor, found with the reader itself. */
    private static void patch(Path model, String tensor, long offset, int... bytes)
            throws IOException {
        Path path = Files.isDirectory(model) ? model.resolve("model.safetensors") : model;
        long at;
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.open(path, arena);
            at =
                    GgufFile.recognised(file)
                            ? Objects.requireNonNull(new GgufFile(file).tensors().find(tensor)).at()
                            : SafetensorsHeader.read(file).stream()
                                    .filter(entry -> entry.name().equals(tensor))
                                    .findFirst()
                                    .orElseThrow()
                                    .at();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at + offset);
            for (int b : bytes) {
                file.write(b);
            }
        }
    }
}
