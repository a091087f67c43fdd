package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.model.training.TrainingPass;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.Muon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One whole step of two tiny models, llama and gpt2, against PyTorch's in float64: the loss, the gradient by every
 * parameter, and every parameter after AdamW and after Muon.
 */
class WholeStepTest {

    private static final double GRADIENT = 1e-5;

    /** Adam's first step divides a gradient by its own size: one near epsilon shows its rounding here. */
    private static final double VALUE = 1e-5;

    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void lossAndEveryGradient(String name) {
        StepFixture fixture = StepFixture.of(name);
        Parameters parameters = fixture.parameters("weights");
        double loss = pass(fixture, parameters).step(fixture.ids(), 1);
        assertThat(loss).isCloseTo(fixture.loss(), within(1e-5));
        fixture.check(parameters, Parameter::gradient, "gradient", GRADIENT);
    }

    /** Accumulation: two passes that count half give the gradient of one. */
    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void gradientsAddUp(String name) {
        StepFixture fixture = StepFixture.of(name);
        Parameters parameters = fixture.parameters("weights");
        TrainingPass pass = pass(fixture, parameters);
        pass.step(fixture.ids(), 0.5f);
        pass.step(fixture.ids(), 0.5f);
        fixture.check(parameters, Parameter::gradient, "gradient", GRADIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void parametersAfterAdamW(String name) {
        StepFixture fixture = StepFixture.of(name);
        Parameters parameters = fixture.parameters("weights");
        pass(fixture, parameters).step(fixture.ids(), 1);
        new AdamW(parameters.all(), fixture.adamW()).step(1, workers);
        fixture.check(parameters, Parameter::values, "adamw", VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-llama", "step-gpt2"})
    void parametersAfterMuon(String name) {
        StepFixture fixture = StepFixture.of(name);
        Parameters parameters = fixture.parameters("weights");
        pass(fixture, parameters).step(fixture.ids(), 1);
        new Muon(parameters.all(), fixture.muon(), fixture.adamW()).step(1, workers);
        fixture.check(parameters, Parameter::values, "muon", VALUE);
    }

    private TrainingPass pass(StepFixture fixture, Parameters parameters) {
        return new TrainingPass(parameters, fixture.batch(), fixture.context(), workers);
    }
}
