package dev.headlight.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Several steps against PyTorch's own optimizers: every value to 1e-6 of the largest of its parameter. */
class PyTorchOptimizersTest {

    private static final double TOLERANCE = 1e-6;

    private final OptimizerFixture fixture = OptimizerFixture.read();

    PyTorchOptimizersTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void adamW(int threads) {
        stepsAgree("afterAdamW", threads, p -> new AdamW(p, fixture.adamW()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void muonWithAdamWBesideIt(int threads) {
        stepsAgree("afterMuon", threads, p -> new Muon(p, fixture.muon(), fixture.adamW()));
    }

    private void stepsAgree(String field, int threads, Function<List<Parameter>, Optimizer> make) {
        List<Parameter> parameters = fixture.parameters();
        Optimizer optimizer = make.apply(parameters);
        try (Workers workers = new Workers(threads)) {
            for (int step = 0; step < fixture.steps(); step++) {
                fixture.setGradients(parameters, step);
                optimizer.step(fixture.factor(step), workers);
                assertThat(optimizer.steps()).isEqualTo(step + 1);
                for (int p = 0; p < parameters.size(); p++) {
                    same(parameters.get(p), fixture.after(field, p, step), step);
                }
            }
        }
    }

    private static void same(Parameter p, float[] expected, int step) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - p.values()[i]));
        }
        assertThat(difference / largest)
                .as("%s after step %d", p.name(), step)
                .isEqualTo(0, within(TOLERANCE));
    }

    @Test
    void clipping() {
        JsonNode clip = fixture.json().get("clip");
        List<Parameter> parameters = fixture.parameters();
        fixture.setGradients(parameters, clip.get("step").intValue());
        double most = clip.get("most").doubleValue();
        double norm = clip.get("norm").doubleValue();
        try (Workers workers = new Workers(2)) {
            GradientClip gradientClip = new GradientClip(parameters);
            assertThat(gradientClip.clip(most, workers)).isCloseTo(norm, within(1e-6 * norm));
            assertThat(gradientClip.norm(workers)).isCloseTo(most, within(1e-5));
        }
        for (int p = 0; p < parameters.size(); p++) {
            float[] expected = OptimizerFixture.floats(clip.get("gradients").get(p));
            for (int i = 0; i < expected.length; i++) {
                assertThat(parameters.get(p).gradient()[i])
                        .isCloseTo(expected[i], within(1e-6f * Math.abs(expected[i]) + 1e-12f));
            }
        }
    }
}
