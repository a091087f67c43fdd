package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossEntropyTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 1, F32",
        "1, 64, 5003, Q8_0",
        "7, 32, 517, F16",
        "40, 32, 30000, Q4_0",
        "130, 16, 9000, BF16"
    })
    void isTheDefinition(int n, int dModel, int vocab, StorageType type) {
        Stored output = Stored.random(type, vocab, dModel, 4);
        float[] hidden = RandomFloats.of(n * dModel, 5, 40);
        int[] targets = new int[n];
        double[] nll = new double[n];
        for (int t = 0; t < n; t++) {
            targets[t] = t == 0 ? vocab - 1 : (int) (t * 7919L % vocab);
        }
        try (var workers = new Workers(2)) {
            CrossEntropy.forward(workers, hidden, n, output.matrix(), targets, nll);
        }
        for (int t = 0; t < n; t++) {
            double[] z = new double[vocab];
            double max = Double.NEGATIVE_INFINITY;
            for (int v = 0; v < vocab; v++) {
                for (int e = 0; e < dModel; e++) {
                    z[v] += (double) hidden[t * dModel + e] * output.elements()[v * dModel + e];
                }
                max = Math.max(max, z[v]);
            }
            double sum = 0;
            for (int v = 0; v < vocab; v++) {
                sum += Math.exp(z[v] - max);
            }
            double expected = max + Math.log(sum) - z[targets[t]];
            assertThat(nll[t]).isCloseTo(expected, within(2e-5 + 1e-6 * Math.abs(expected)));
        }
    }

    @Test
    void aTargetOutsideTheVocabulary() {
        WeightMatrix output = WeightMatrix.ofFloats(new float[6], 3, 2);
        try (var workers = new Workers(1)) {
            assertThatThrownBy(
                            () ->
                                    CrossEntropy.forward(
                                            workers,
                                            new float[4],
                                            2,
                                            output,
                                            new int[] {0, 3},
                                            new double[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("target 3 at 1 of a vocabulary of 3");
        }
    }
}
