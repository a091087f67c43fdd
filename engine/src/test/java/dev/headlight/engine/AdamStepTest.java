package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels against the definition in double precision, at sizes that straddle the lanes. */
class AdamStepTest {

    private static final double LR = 0.01;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.95;
    private static final double EPSILON = 1e-8;
    private static final double DECAY = 0.1;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 1000, 40_003})
    void aStepIsTheDefinition(int n) {
        float[] values = RandomFloats.of(n, 1, 1);
        float[] gradient = RandomFloats.of(n, 2, 3);
        float[] mean = RandomFloats.of(n, 3, 1);
        float[] square = RandomFloats.of(n, 4, 1);
        for (int i = 0; i < n; i++) {
            square[i] *= square[i];
        }
        int t = 3;
        var factors =
                new AdamStep.Factors(
                        (float) (1 - BETA1),
                        (float) BETA2,
                        (float) (1 - BETA2),
                        (float) (LR / (1 - Math.pow(BETA1, t))),
                        (float) (1 / Math.sqrt(1 - Math.pow(BETA2, t))),
                        (float) EPSILON,
                        (float) (1 - LR * DECAY));
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            double g = gradient[i];
            double m = BETA1 * mean[i] + (1 - BETA1) * g;
            double s = BETA2 * square[i] + (1 - BETA2) * g * g;
            double mHat = m / (1 - Math.pow(BETA1, t));
            double sHat = s / (1 - Math.pow(BETA2, t));
            expected[i] =
                    values[i] - LR * DECAY * values[i] - LR * mHat / (Math.sqrt(sHat) + EPSILON);
        }
        float[] plainValues = values.clone();
        float[] plainMean = mean.clone();
        float[] plainSquare = square.clone();
        try (Workers workers = new Workers(2)) {
            AdamStep.apply(workers, values, gradient, mean, square, factors);
        }
        new ScalarAdamKernel().step(plainValues, gradient, plainMean, plainSquare, factors, 0, n);
        for (int i = 0; i < n; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(3e-7));
        }
        assertThat(values).isEqualTo(plainValues);
        assertThat(mean).isEqualTo(plainMean);
        assertThat(square).isEqualTo(plainSquare);
    }
}
