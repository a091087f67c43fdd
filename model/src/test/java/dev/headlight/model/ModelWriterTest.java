package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.io.Fixture;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.io.ModelWriter;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.ParameterReader;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written is read back as the same model, bit for bit. */
class ModelWriterTest {

    @TempDir Path folder;

    static List<ModelConfig> configs() {
        return List.of(
                Configs.llama(32, 40, 2),
                untied(Configs.llama(32, 88, 1)),
                based(Configs.llama(32, 40, 1), 500_000),
                based(Configs.llama(32, 40, 1), 12_345.5),
                based(Configs.llama(8, 40, 1), 10_000), // one pair a head
                Configs.gpt2(24, 2),
                untied(Configs.gpt2(24, 1)));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void parametersComeBack(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 3);
        SplittableRandom random = new SplittableRandom(4);
        for (Parameter p : parameters.all()) {
            for (int i = 0; i < p.size(); i++) { // biases and gains that matter
                p.values()[i] += (float) (0.2 * random.nextGaussian());
            }
        }
        ModelWriter.write(
                folder, config, parameters.weights(), OptionalInt.of(5), OptionalInt.empty());
        try (OpenModel read = ModelReader.open(folder)) {
            assertThat(read.config())
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(config);
            assertThat(logits(read.config(), read.weights()))
                    .isEqualTo(logits(config, parameters.weights()));
            Parameters again = ParameterReader.read(read.config(), read.weights());
            for (int i = 0; i < parameters.all().size(); i++) {
                assertThat(again.all().get(i).name()).isEqualTo(parameters.all().get(i).name());
                assertThat(again.all().get(i).values()).isEqualTo(parameters.all().get(i).values());
            }
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    /** Files that transformers wrote: the same tensors, by the same names, with the same values. */
    @ParameterizedTest
    @ValueSource(strings = {"llama-untied-biases-f32", "gpt2-f32"})
    void tensorsAreThoseThatTransformersWrites(String fixture) throws IOException {
        try (OpenModel model = ModelReader.open(Fixture.of(fixture).model())) {
            ModelWriter.write(
                    folder,
                    model.config(),
                    model.weights(),
                    OptionalInt.empty(),
                    OptionalInt.empty());
        }
        Path theirs = Fixture.folder(fixture).resolve("model.safetensors");
        JsonNode wanted = header(theirs);
        JsonNode written = header(folder.resolve("model.safetensors"));
        assertThat(written.propertyNames())
                .containsExactlyInAnyOrderElementsOf(wanted.propertyNames());
        for (String name : wanted.propertyNames()) {
            if (!name.equals("__metadata__")) {
                assertThat(written.get(name).get("dtype")).isEqualTo(wanted.get(name).get("dtype"));
                assertThat(written.get(name).get("shape")).isEqualTo(wanted.get(name).get("shape"));
                assertThat(values(folder.resolve("model.safetensors"), written.get(name)))
                        .as(name)
                        .isEqualTo(values(theirs, wanted.get(name)));
            }
        }
        assertThat(written.get("__metadata__").get("format").stringValue()).isEqualTo("pt");
        JsonNode config = new JsonMapper().readTree(folder.resolve("config.json"));
        assertThat(config.get("eos_token_id").isNull()).isTrue();
        JsonNode theirConfig = new JsonMapper().readTree(theirs.resolveSibling("config.json"));
        for (String field :
                List.of(
                        "architectures",
                        "model_type",
                        "vocab_size",
                        "dtype",
                        "initializer_range")) {
            assertThat(config.get(field)).as(field).isEqualTo(theirConfig.get(field));
        }
    }

    @Test
    void headerIsPaddedToEightBytes() throws IOException {
        ModelConfig config = Configs.gpt2(8, 1);
        Parameters parameters = Parameters.random(config, 1);
        ModelWriter.write(
                folder, config, parameters.weights(), OptionalInt.of(1), OptionalInt.of(2));
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(length % 8).isZero();
        assertThat(bytes.length).isEqualTo(8 + length + 4 * parameters.count());
        JsonNode generation = new JsonMapper().readTree(folder.resolve("generation_config.json"));
        assertThat(generation.get("bos_token_id").intValue()).isEqualTo(1);
        assertThat(generation.get("eos_token_id").intValue()).isEqualTo(2);
    }

    @Test
    void scaledPositionsAreRefused() {
        ModelConfig config = Configs.llama(32, 40, 1);
        RotaryPositions rotary = (RotaryPositions) config.positions();
        rotary.inverseFrequencies()[2] /= 8;
        assertThatThrownBy(
                        () ->
                                ModelWriter.write(
                                        folder,
                                        config,
                                        Parameters.random(config, 1).weights(),
                                        OptionalInt.empty(),
                                        OptionalInt.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("scaled");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBiasThatTrainingDoesNotKnowIsTold() {
        try (OpenModel model = ModelReader.open(Fixture.of("qwen2-bf16").model())) {
            assertThatThrownBy(() -> ParameterReader.read(model.config(), model.weights()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("a bias beside layers.0.attention.query.weight");
        }
    }

    private static float[] logits(ModelConfig config, ModelWeights weights) {
        int[] ids = new SplittableRandom(9).ints(20, 0, config.vocab()).toArray();
        float[] all = new float[ids.length * config.vocab()];
        float[] row = new float[config.vocab()];
        try (Workers workers = new Workers(2)) {
            Transformer transformer = new Transformer(config, weights);
            RunState state = new RunState(config, ids.length);
            transformer.forward(ids, state, workers, null);
            for (int t = 0; t < ids.length; t++) {
                transformer.logits(state, t, row, workers);
                System.arraycopy(row, 0, all, t * row.length, row.length);
            }
        }
        return all;
    }

    private static JsonNode header(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[(int) bytes.getLong()];
        bytes.get(json);
        return new JsonMapper().readTree(new String(json, StandardCharsets.UTF_8));
    }

    private static byte[] values(Path file, JsonNode tensor) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Arrays.copyOfRange(
                bytes,
                start + tensor.get("data_offsets").get(0).intValue(),
                start + tensor.get("data_offsets").get(1).intValue());
    }

    private static ModelConfig untied(ModelConfig c) {
        return changed(c, c.positions(), false);
    }

    private static ModelConfig based(ModelConfig c, double base) {
        float[] frequencies = new float[c.dHead() / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) Math.pow(base, -2.0 * p / c.dHead());
        }
        return changed(c, new RotaryPositions(c.dHead(), false, frequencies, 1), true);
    }

    private static ModelConfig changed(
            ModelConfig c, ModelConfig.Positions positions, boolean tied) {
        return new ModelConfig(
                c.family(),
                c.nLayers(),
                c.nHeads(),
                c.nKvHeads(),
                c.dModel(),
                c.dHead(),
                c.dFeedForward(),
                c.vocab(),
                c.context(),
                c.normalization(),
                c.normEpsilon(),
                positions,
                c.activation(),
                c.gatedFeedForward(),
                tied,
                c.initializerRange());
    }
}
