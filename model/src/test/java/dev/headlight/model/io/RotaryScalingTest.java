package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.model.ModelConfig.RotaryPositions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each kind of scaling, at sizes of real models, against what transformers computes. */
class RotaryScalingTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<JsonNode> cases() {
        JsonNode cases = MAPPER.readTree(Fixture.folder("rotary").resolve("cases.json"));
        return cases.valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTransformers(JsonNode expected) {
        ObjectNode since5 = MAPPER.createObjectNode();
        since5.set("rope_parameters", expected.get("rope_parameters"));
        check(expected, since5);
        ObjectNode until4 = MAPPER.createObjectNode();
        ObjectNode scaling = (ObjectNode) expected.get("rope_parameters").deepCopy();
        until4.set("rope_theta", scaling.remove("rope_theta"));
        until4.set("rope_scaling", scaling);
        check(expected, until4);
    }

    private static void check(JsonNode expected, ObjectNode config) {
        RotaryPositions rotary =
                HuggingFaceRotary.read(
                        new ConfigFields(Path.of("config.json"), config),
                        expected.get("head_dim").intValue(),
                        expected.get("max_position_embeddings").intValue());
        float[] frequencies = Fixture.floats(expected.get("inverse_frequencies"));
        assertThat(rotary.inverseFrequencies()).hasSize(frequencies.length);
        for (int p = 0; p < frequencies.length; p++) {
            // transformers computes in float32, with a power that is off by a few units in the last
            // place
            assertThat(rotary.inverseFrequencies()[p])
                    .as("pair %d", p)
                    .isCloseTo(frequencies[p], within(5e-6f * frequencies[p]));
        }
        assertThat(rotary.magnitude())
                .isCloseTo((float) expected.get("magnitude").doubleValue(), within(1e-6f));
    }
}
