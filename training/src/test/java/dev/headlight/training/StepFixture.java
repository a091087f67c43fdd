package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.ParameterReader;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.Muon;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One whole step of a tiny model as PyTorch takes it in float64; {@code make_step_fixtures.py} makes them.
 *
 * @param json the batch, the loss, the settings
 */
record StepFixture(Path folder, JsonNode json) {

    /** A parameter is held to no more than this share of the largest value of all. */
    private static final double NEGLIGIBLE = 1e-2;

    /** @param name {@code step-llama} or {@code step-gpt2} */
    static StepFixture of(String name) {
        try {
            Path folder =
                    Path.of(
                            Objects.requireNonNull(
                                            StepFixture.class.getResource("/fixtures/" + name))
                                    .toURI());
            return new StepFixture(folder, new JsonMapper().readTree(folder.resolve("step.json")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param part {@code weights}, {@code gradient}, {@code adamw} or {@code muon} */
    Parameters parameters(String part) {
        try (OpenModel model = ModelReader.open(folder.resolve(part))) {
            return ParameterReader.read(model.config(), model.weights());
        }
    }

    /** {@code [batch][context + 1]}. */
    int[] ids() {
        return IntStream.range(0, json.get("ids").size())
                .map(i -> json.get("ids").get(i).intValue())
                .toArray();
    }

    int batch() {
        return json.get("batch").intValue();
    }

    int context() {
        return json.get("context").intValue();
    }

    double loss() {
        return json.get("loss").doubleValue();
    }

    AdamW.Settings adamW() {
        JsonNode a = json.get("adamw");
        return new AdamW.Settings(
                a.get("learningRate").doubleValue(),
                a.get("beta1").doubleValue(),
                a.get("beta2").doubleValue(),
                a.get("epsilon").doubleValue(),
                a.get("weightDecay").doubleValue());
    }

    Muon.Settings muon() {
        JsonNode m = json.get("muon");
        return new Muon.Settings(
                m.get("learningRate").doubleValue(),
                m.get("momentum").doubleValue(),
                m.get("weightDecay").doubleValue());
    }

    /**
     * Holds arrays of parameters to the values of {@code part}, with a tolerance relative to the largest value of
     * each. A parameter whose values are small beside all others' (the gradient of a key's bias is 0 but for
     * rounding, since it shifts a row of scores as a whole) is held to what would be seen beside them.
     */
    void check(
            Parameters actual, Function<Parameter, float[]> array, String part, double tolerance) {
        List<Parameter> expected = parameters(part).all();
        double least =
                NEGLIGIBLE
                        * expected.stream().mapToDouble(p -> largest(p.values())).max().orElse(0);
        for (int i = 0; i < expected.size(); i++) {
            float[] wanted = expected.get(i).values();
            float[] found = array.apply(actual.all().get(i));
            double difference =
                    IntStream.range(0, wanted.length)
                            .mapToDouble(e -> Math.abs(found[e] - wanted[e]))
                            .max()
                            .orElseThrow();
            double scale = Math.max(largest(wanted), least);
            assertThat(difference / scale)
                    .as("%s, whose largest is %s", expected.get(i).name(), scale)
                    .isEqualTo(0, within(tolerance));
        }
    }

    private static double largest(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i])).max().orElse(0);
    }
}
