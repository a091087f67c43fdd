package dev.headlight.training;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.Muon;
import dev.headlight.training.optimizer.Optimizer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of every parameter of llama and gpt2 from the gradients that PyTorch gives, to PyTorch's. */
class GivenGradientTest {

    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void adamW(String name) {
        StepFixture fixture = StepFixture.of(name);
        check(fixture, p -> new AdamW(p, fixture.adamW()), "adamw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void muon(String name) {
        StepFixture fixture = StepFixture.of(name);
        check(fixture, p -> new Muon(p, fixture.muon(), fixture.adamW()), "muon");
    }

    private static void check(
            StepFixture fixture, Function<List<Parameter>, Optimizer> optimizer, String part) {
        Parameters parameters = fixture.parameters("weights");
        List<Parameter> gradients = fixture.parameters("gradient").all();
        for (int i = 0; i < gradients.size(); i++) {
            Parameter p = parameters.all().get(i);
            System.arraycopy(gradients.get(i).values(), 0, p.gradient(), 0, p.size());
        }
        try (Workers workers = new Workers(2)) {
            optimizer.apply(parameters.all()).step(1, workers);
        }
        fixture.check(parameters, Parameter::values, part, TOLERANCE);
    }
}
