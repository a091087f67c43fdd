package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.io.ModelReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small random models of every family, format and storage type against what transformers computes from them. */
class TransformersFixturesTest {

    static Stream<String> fixtures() throws IOException, URISyntaxException {
        try (Stream<Path> folders = Files.list(fixture("."))) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("expected.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(
                        Objects.requireNonNull(
                                        TransformersFixturesTest.class.getResource("/fixtures"))
                                .toURI())
                .resolve(name);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void logitsAndAttentionAgree(String name) throws IOException, URISyntaxException {
        Path folder = fixture(name);
        JsonNode expected =
                new JsonMapper().readTree(Files.readString(folder.resolve("expected.json")));
        int[] ids =
                IntStream.range(0, expected.get("ids").size())
                        .map(i -> expected.get("ids").get(i).intValue())
                        .toArray();
        Path gguf = folder.resolve("model.gguf");
        try (OpenModel model = ModelReader.open(Files.exists(gguf) ? gguf : folder);
                Workers workers = new Workers(2)) {
            ModelConfig config = model.config();
            Transformer transformer = new Transformer(config, model.weights());
            RunState state = new RunState(config, ids.length);
            CapturedRows rows = new CapturedRows(config.nLayers(), config.nHeads(), ids.length);
            transformer.forward(ids, state, workers, rows);
            same("attention", rows.all(), floats(expected.get("attention")), 1e-5f);
            float[] all = new float[ids.length * config.vocab()];
            float[] logits = new float[config.vocab()];
            for (int t = 0; t < ids.length; t++) {
                transformer.logits(state, t, logits, workers);
                System.arraycopy(logits, 0, all, t * config.vocab(), config.vocab());
            }
            same("logits", all, floats(expected.get("logits")), 1e-4f);
        }
    }

    private static void same(String what, float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(
                        Arrays.stream(indices(actual))
                                .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
                                .max()
                                .orElseThrow())
                .as("largest difference of the %s", what)
                .isEqualTo(0, within((double) tolerance));
    }

    private static int[] indices(float[] x) {
        return IntStream.range(0, x.length).toArray();
    }

    private static float[] floats(JsonNode tensor) {
        byte[] bytes = Base64.getDecoder().decode(tensor.get("float32").stringValue());
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
