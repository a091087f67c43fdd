package dev.headlight.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.io.NaiveTransformer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dL/dxi} of a gate on each head, against finite differences of a forward pass in doubles. */
class AttendedGradientsTest {

    private static final int LAYERS = 3;
    private static final int HEADS = 4;
    private static final int D_HEAD = 8;
    private static final int TOKENS = 12;
    private static final double STEP = 1e-4;

    private static ModelConfig config(boolean llama) {
        return new ModelConfig(
                llama ? "llama" : "gpt2",
                LAYERS,
                HEADS,
                llama ? 2 : HEADS,
                HEADS * D_HEAD,
                D_HEAD,
                64,
                50,
                32,
                llama ? Normalization.RMS_NORM : Normalization.LAYER_NORM,
                1e-5f,
                llama
                        ? new RotaryPositions(D_HEAD, true, new float[] {1, .3f, .1f, .03f}, 1)
                        : new LearnedPositions(),
                llama ? Activation.SILU : Activation.GELU_TANH,
                llama,
                llama,
                0.3f); // large, so that heads matter
    }

    @ParameterizedTest
    @CsvSource({"true, 11", "true, 5", "false, 11", "false, 3"})
    void theGradientByAGateIsThatOfTheLoss(boolean llama, int counted) {
        ModelConfig config = config(llama);
        try (Workers workers = new Workers(2)) {
            Parameters parameters = parameters(config, workers);
            // The model itself is quantised where it can be: what is widened is what is run.
            ModelWeights weights = parameters.weights();
            int[] ids = new SplittableRandom(5).ints(TOKENS, 0, config.vocab()).toArray();
            double[][] gradients = new double[LAYERS][HEADS];
            TrainingPass pass = new TrainingPass(parameters, 1, TOKENS - 1, counted, 0, workers);
            double loss =
                    pass.gradients(
                            ids,
                            1,
                            (layer, attended, gradient) -> {
                                for (int i = 0; i < attended.length; i++) {
                                    int head = i / D_HEAD % HEADS;
                                    gradients[layer][head] += (double) attended[i] * gradient[i];
                                }
                            });
            assertThat(loss).isCloseTo(loss(config, weights, null, ids, counted), within(1e-5));
            double largest = 0;
            for (int l = 0; l < LAYERS; l++) {
                for (int h = 0; h < HEADS; h++) {
                    double expected =
                            (loss(config, weights, gate(l, h, 1 + STEP), ids, counted)
                                            - loss(
                                                    config,
                                                    weights,
                                                    gate(l, h, 1 - STEP),
                                                    ids,
                                                    counted))
                                    / (2 * STEP);
                    assertThat(gradients[l][h])
                            .as("layer %d head %d", l, h)
                            .isCloseTo(expected, within(1e-5 + 1e-4 * Math.abs(expected)));
                    largest = Math.max(largest, Math.abs(expected));
                }
            }
            assertThat(largest).isGreaterThan(0.05); // there was something to see
        }
    }

    private static Parameters parameters(ModelConfig config, Workers workers) {
        if (config.normalization() == Normalization.RMS_NORM) {
            return ParameterReader.readFrozen(config, RandomInitialization.of(config, 7, workers));
        }
        Parameters parameters = Parameters.random(config, 7);
        SplittableRandom random = new SplittableRandom(8);
        for (Parameter p : parameters.all()) {
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] += (float) (0.2 * random.nextGaussian()); // gains and biases too
            }
        }
        return ParameterReader.readFrozen(config, parameters.weights());
    }

    private static double[][] gate(int layer, int head, double value) {
        double[][] gates = new double[LAYERS][HEADS];
        for (double[] of : gates) {
            Arrays.fill(of, 1);
        }
        gates[layer][head] = value;
        return gates;
    }

    private static double loss(
            ModelConfig config,
            ModelWeights weights,
            double @Nullable [][] gates,
            int[] ids,
            int counted) {
        NaiveTransformer naive = new NaiveTransformer(config, weights, gates, ids);
        double sum = 0;
        for (int t = ids.length - 1 - counted; t < ids.length - 1; t++) {
            sum += naive.loss(t, ids[t + 1]);
        }
        return sum / counted;
    }
}
