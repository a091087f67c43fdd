package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loss and gradients against the definition in double precision and its finite differences. */
class CrossEntropyBackwardTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 2",
        "3, 8, 16",
        "7, 32, 517",
        "40, 17, 65",
        "130, 9, 33",
        "1100, 3, 17",
        "23, 1, 1700000"
    })
    void isTheDerivative(int n, int dModel, int vocab) {
        float[] hidden = RandomFloats.of(n * dModel, 1, 4);
        float[] output = RandomFloats.of(vocab * dModel, 2, 2);
        int[] targets = new int[n];
        for (int t = 0; t < n; t++) {
            targets[t] = t == 0 ? vocab - 1 : t % 5 == 3 ? -1 : (int) (t * 7919L % vocab);
        }
        double scale = 3.0 / n;
        double[] nll = new double[n];
        float[] dHidden = new float[n * dModel];
        Arrays.fill(dHidden, Float.NaN);
        float[] dOutput = RandomFloats.of(vocab * dModel, 3, 1);
        float[] before = dOutput.clone();
        try (var workers = new Workers(2)) {
            CrossEntropy.forwardBackward(
                    workers, hidden, n, output, vocab, dModel, targets, scale, nll, dHidden,
                    dOutput);
        }
        double[] hidden1 = FiniteDifferences.doubles(hidden);
        double[] expected = losses(hidden1, output, vocab, dModel, targets);
        for (int t = 0; t < n; t++) {
            assertThat(nll[t]).isCloseTo(expected[t], within(4e-6));
        }
        if (vocab > 1000) { // the definition is too slow to be asked a hundred times
            byTheFormula(hidden1, output, vocab, dModel, targets, scale, dHidden);
            return;
        }
        FiniteDifferences.check(
                "dHidden",
                v -> scale * Arrays.stream(losses(v, output, vocab, dModel, targets)).sum(),
                hidden1,
                dHidden,
                4e-6);
        FiniteDifferences.check(
                "dOutput",
                v ->
                        scale * Arrays.stream(losses(hidden1, v, vocab, dModel, targets)).sum()
                                + FiniteDifferences.dot(before, v),
                FiniteDifferences.doubles(output),
                dOutput,
                4e-6);
    }

    private static double[] losses(
            double[] hidden, float[] output, int vocab, int dModel, int[] targets) {
        return losses(hidden, FiniteDifferences.doubles(output), vocab, dModel, targets);
    }

    private static double[] losses(
            double[] hidden, double[] output, int vocab, int dModel, int[] targets) {
        double[] losses = new double[targets.length];
        for (int t = 0; t < targets.length; t++) {
            if (targets[t] < 0) {
                continue;
            }
            double sum = 0;
            double own = 0;
            for (int u = 0; u < vocab; u++) {
                double z = logit(hidden, t, output, u, dModel);
                sum += Math.exp(z);
                own = u == targets[t] ? z : own;
            }
            losses[t] = Math.log(sum) - own;
        }
        return losses;
    }

    private static double logit(double[] hidden, int t, double[] output, int u, int dModel) {
        double z = 0;
        for (int e = 0; e < dModel; e++) {
            z += hidden[t * dModel + e] * output[u * dModel + e];
        }
        return z;
    }

    private static void byTheFormula(
            double[] hidden,
            float[] output,
            int vocab,
            int dModel,
            int[] targets,
            double scale,
            float[] dHidden) {
        double[] w = FiniteDifferences.doubles(output);
        double[] losses = losses(hidden, w, vocab, dModel, targets);
        for (int t = 0; t < targets.length; t++) {
            double[] gradient = new double[dModel];
            for (int u = 0; u < vocab && targets[t] >= 0; u++) {
                double below = logit(hidden, t, w, targets[t], dModel) + losses[t];
                double p = Math.exp(logit(hidden, t, w, u, dModel) - below);
                for (int e = 0; e < dModel; e++) {
                    gradient[e] += scale * (p - (u == targets[t] ? 1 : 0)) * w[u * dModel + e];
                }
            }
            for (int e = 0; e < dModel; e++) {
                assertThat((double) dHidden[t * dModel + e]).isCloseTo(gradient[e], within(4e-6));
            }
        }
    }

    /** A loss near 0 is not lost in rounding, nor is its gradient. */
    @Test
    void aTargetThatIsAlmostCertain() {
        float[] output = {12, -6};
        double[] nll = new double[1];
        float[] dHidden = new float[1];
        float[] dOutput = new float[2];
        try (var workers = new Workers(1)) {
            CrossEntropy.forwardBackward(
                    workers,
                    new float[] {1},
                    1,
                    output,
                    2,
                    1,
                    new int[] {0},
                    1,
                    nll,
                    dHidden,
                    dOutput);
        }
        double p = Math.exp(-18) / (1 + Math.exp(-18));
        assertThat(nll[0]).isCloseTo(Math.log1p(Math.exp(-18)), within(1e-14));
        assertThat((double) dOutput[0]).isCloseTo(-p, within(1e-6 * p));
        assertThat((double) dOutput[1]).isCloseTo(p, within(1e-6 * p));
    }

    @Test
    void aTargetOutsideTheVocabulary() {
        try (var workers = new Workers(1)) {
            assertThatThrownBy(
                            () ->
                                    CrossEntropy.forwardBackward(
                                            workers,
                                            new float[2],
                                            2,
                                            new float[3],
                                            3,
                                            1,
                                            new int[] {-1, 3},
                                            1,
                                            new double[2],
                                            new float[2],
                                            new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("target 3 at 1 of a vocabulary of 3");
        }
    }
}
