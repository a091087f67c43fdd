package dev.headlight.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows of which only the last positions count, against the forward pass of inference and finite differences. */
class CountedPositionsTest {

    private static final int BATCH = 3;
    private static final int CONTEXT = 7;
    private static final int COUNTED = 3;
    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void end() {
        WORKERS.close();
    }

    static Stream<ModelConfig> configs() {
        return Stream.of(config(true), config(false));
    }

    private static ModelConfig config(boolean rotary) {
        return new ModelConfig(
                rotary ? "llama" : "gpt2",
                2,
                2,
                rotary ? 1 : 2,
                12,
                6,
                20,
                11,
                CONTEXT,
                rotary ? Normalization.RMS_NORM : Normalization.LAYER_NORM,
                1e-5f,
                rotary
                        ? new RotaryPositions(6, false, new float[] {1, 0.3f, 0.1f}, 1)
                        : new LearnedPositions(),
                rotary ? Activation.SILU : Activation.GELU_TANH,
                rotary,
                false,
                0.4f);
    }

    private static int[] ids() {
        SplittableRandom random = new SplittableRandom(3);
        return random.ints(BATCH * (CONTEXT + 1), 0, 11).toArray();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theLossIsTheMeanOverThePositionsThatCount(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 4);
        TrainingPass pass = new TrainingPass(parameters, BATCH, CONTEXT, COUNTED, 0, WORKERS);
        assertThat(pass.loss(ids())).isEqualTo(expected(parameters, BATCH), within(1e-5));
        assertThat(pass.loss(ids(), 2)).isEqualTo(expected(parameters, 2), within(1e-5));
        assertThat(pass.step(ids(), 1)).isEqualTo(expected(parameters, BATCH), within(1e-5));
    }

    private static double expected(Parameters parameters, int windows) {
        Transformer transformer = new Transformer(parameters.config(), parameters.weights());
        RunState state = new RunState(parameters.config(), CONTEXT);
        int[] positions = {CONTEXT - 3, CONTEXT - 2, CONTEXT - 1};
        double sum = 0;
        for (int b = 0; b < windows; b++) {
            int from = b * (CONTEXT + 1);
            int[] window = Arrays.copyOfRange(ids(), from, from + CONTEXT + 1);
            transformer.forward(Arrays.copyOf(window, CONTEXT), state, WORKERS, null);
            double[] nll = new double[COUNTED];
            transformer.losses(window, state, positions, nll, WORKERS);
            sum += Arrays.stream(nll).sum();
        }
        return sum / (windows * COUNTED);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theGradientIsThatOfThisLoss(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 5);
        TrainingPass pass = new TrainingPass(parameters, BATCH, CONTEXT, COUNTED, 0, WORKERS);
        pass.step(ids(), 1);
        SplittableRandom random = new SplittableRandom(6);
        float h = 2e-3f;
        for (Parameter p : parameters.all()) {
            for (int trial = 0; trial < 3; trial++) {
                int i = random.nextInt(p.size());
                float x = p.values()[i];
                p.values()[i] = x + h;
                double above = pass.loss(ids());
                p.values()[i] = x - h;
                double below = pass.loss(ids());
                p.values()[i] = x;
                assertThat((above - below) / (2 * h))
                        .as(p.name() + "[" + i + "]")
                        .isEqualTo(p.gradient()[i], within(2e-3));
            }
        }
    }
}
