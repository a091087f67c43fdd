package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.OpenModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family and storage type against transformers: configuration, frequencies, logits, attention. */
class FixturesTest {

    static Stream<String> names() {
        return Fixture.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesTheLogitsAndTheAttentionOfTransformers(String name) {
        Fixture fixture = Fixture.of(name);
        int[] ids = fixture.ids();
        try (OpenModel model = ModelReader.open(fixture.model())) {
            ModelConfig c = model.config();
            NaiveTransformer run = new NaiveTransformer(c, model.weights(), ids);
            float[] logits = fixture.logits();
            float[] attention = fixture.attention();
            assertThat(logits).hasSize(ids.length * c.vocab());
            assertThat(attention).hasSize(c.nLayers() * c.nHeads() * ids.length * ids.length);
            for (int t = 0; t < ids.length; t++) {
                for (int v = 0; v < c.vocab(); v++) {
                    assertThat(run.logits[t][v])
                            .as("logit %d of position %d", v, t)
                            .isCloseTo(logits[t * c.vocab() + v], within(2e-5));
                }
            }
            int at = 0;
            for (double[][][] layer : run.attention) {
                for (double[][] head : layer) {
                    for (double[] row : head) {
                        for (double a : row) {
                            assertThat(a).isCloseTo(attention[at++], within(1e-5));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void turnsByTheFrequenciesOfTransformers(String name) {
        Fixture fixture = Fixture.of(name);
        try (OpenModel model = ModelReader.open(fixture.model())) {
            if (model.config().positions() instanceof RotaryPositions rotary) {
                assertThat(rotary.interleaved()).isEqualTo(name.startsWith("gguf"));
                float[] expected = Fixture.floats(fixture.expected().get("inverse_frequencies"));
                assertThat(rotary.inverseFrequencies()).hasSize(expected.length);
                for (int p = 0; p < expected.length; p++) {
                    assertThat(rotary.inverseFrequencies()[p])
                            .isCloseTo(expected[p], within(2e-6f * expected[p]));
                }
            } else {
                assertThat(name).startsWith("gpt2");
            }
        }
    }

    @Test
    void describesALlamaOfTwoBytesAWeight() {
        try (OpenModel model = ModelReader.open(Fixture.folder("llama-gqa-llama3-bf16"))) {
            assertThat(model.name()).isEqualTo("llama-gqa-llama3-bf16");
            assertThat(model.format()).isEqualTo("Hugging Face safetensors, BF16");
            assertThat(model.config().nKvHeads()).isEqualTo(2);
            assertThat(model.config().tiedEmbeddings()).isTrue();
            assertThat(model.config().normEpsilon()).isEqualTo(1e-5f);
            assertThat(model.weights().output()).isSameAs(model.weights().tokenEmbedding());
            // Counted by hand: embedding, per layer q, k, v, o, gate, up, down, two norms; the last
            // norm.
            long layer = 32 * 32 + 2 * 16 * 32 + 32 * 32 + 3 * 40 * 32 + 2 * 32;
            assertThat(model.parameters()).isEqualTo(48 * 32 + 2 * layer + 32);
            assertThat(model.storage()).containsOnlyKeys("BF16");
            assertThat(model.storage()).containsEntry("BF16", 2 * model.parameters());
        }
    }

    @Test
    void leavesMasksOfOldGpt2FilesOut() {
        try (OpenModel model = ModelReader.open(Fixture.folder("gpt2-bare-f16"))) {
            assertThat(model.storage()).containsOnlyKeys("F16");
            long layer = 4 * 32 + 32 * 96 + 96 + 32 * 32 + 32 + 2 * 32 * 40 + 40 + 32;
            assertThat(model.parameters()).isEqualTo(48 * 32 + 64 * 32 + 2 * layer + 2 * 32);
        }
    }

    @Test
    void takesTheWindowOfMistralAsItsContext() {
        try (OpenModel model = ModelReader.open(Fixture.folder("mistral-f16"))) {
            assertThat(model.config().context()).isEqualTo(32);
            assertThat(model.config().dHead()).isEqualTo(16);
            assertThat(model.config().dModel()).isEqualTo(32);
        }
    }

    @Test
    void keepsQuantisedWeightsAsTheyAre() {
        try (OpenModel model = ModelReader.open(Fixture.of("gguf-q4_1").model())) {
            assertThat(model.format()).isEqualTo("GGUF v3, Q4_1 and F32");
            assertThat(model.name()).isEqualTo("model");
            assertThat(model.config().tiedEmbeddings()).isFalse();
            assertThat(model.weights().layers().get(0).query().weight().type().name())
                    .isEqualTo("Q4_1");
            assertThat(model.weights().layers().get(0).query().weight().segment()).isNotNull();
        }
    }
}
