package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels against the definition in double precision, at lengths that straddle the lanes. */
class RowDivergenceTest {

    private static final int ROWS = 7;

    /** Rows from nearly uniform to nearly one key, some keys with nothing at all. */
    private static float[] rows(int keys, int stride, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[ROWS * stride];
        for (int n = 0; n < ROWS; n++) {
            double[] w = new double[keys];
            for (int j = 0; j < keys; j++) {
                w[j] = random.nextInt(5) == 0 && j > 0 ? 0 : Math.exp(3 * n * random.nextDouble());
            }
            double sum = Arrays.stream(w).sum();
            for (int j = 0; j < keys; j++) {
                rows[n * stride + j] = (float) (w[j] / sum);
            }
        }
        return rows;
    }

    /** {@code (KL(p, m) + KL(q, m)) / 2 ln 2}, m the mean of both. */
    private static double definition(float[] rows, int stride, int keys, int n, int m) {
        double sum = 0;
        for (int j = 0; j < keys; j++) {
            double p = rows[n * stride + j];
            double q = rows[m * stride + j];
            double mean = (p + q) / 2;
            sum += p > 0 ? p * Math.log(p / mean) : 0;
            sum += q > 0 ? q * Math.log(q / mean) : 0;
        }
        return sum / 2 / Math.log(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100, 512, 1023})
    void divergencesAreTheDefinition(int keys) {
        int stride = RowDivergence.stride(keys);
        float[] rows = rows(keys, stride, keys);
        float[] information = new float[ROWS];
        for (int n = 0; n < ROWS; n++) {
            information[n] = RowDivergence.information(rows, n, stride);
        }
        ScalarDivergenceKernel plain = new ScalarDivergenceKernel();
        for (int n = 0; n < ROWS; n++) {
            float[] fast = new float[ROWS];
            RowDivergence.toEarlier(rows, stride, n, information, fast);
            float[] sums = new float[ROWS];
            plain.informationOfSums(rows, stride, n, 0, n, stride, sums);
            float own = plain.information(rows, n * stride, stride);
            assertThat(information[n]).isCloseTo(own, within(2e-6f * (1 + Math.abs(own))));
            for (int m = 0; m < n; m++) {
                double expected = definition(rows, stride, keys, n, m);
                assertThat((double) fast[m]).isCloseTo(expected, within(6e-6));
                double scalar =
                        1 + 0.5 * (own + plain.information(rows, m * stride, stride) - sums[m]);
                assertThat(scalar).isCloseTo(expected, within(2e-6));
            }
            for (int m = n; m < ROWS; m++) {
                assertThat(fast[m]).isZero();
            }
        }
    }

    @Test
    void equalRowsDoNotDivergeAndRowsWithoutACommonKeyDoByOneBit() {
        int stride = RowDivergence.stride(40);
        float[] rows = new float[3 * stride];
        for (int j = 0; j < 20; j++) {
            rows[j] = 0.05f;
            rows[stride + j] = 0.05f;
            rows[2 * stride + 20 + j] = 0.05f;
        }
        float[] information = new float[3];
        for (int n = 0; n < 3; n++) {
            information[n] = RowDivergence.information(rows, n, stride);
        }
        float[] divergence = new float[2];
        RowDivergence.toEarlier(rows, stride, 1, information, divergence);
        assertThat(divergence[0]).isCloseTo(0, within(1e-6f));
        RowDivergence.toEarlier(rows, stride, 2, information, divergence);
        assertThat(divergence[0]).isCloseTo(1, within(1e-6f));
        assertThat(divergence[1]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        float[] rows = new float[4 * RowDivergence.PADDING];
        assertThatThrownBy(() -> RowDivergence.information(rows, 4, RowDivergence.PADDING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                RowDivergence.toEarlier(
                                        rows, RowDivergence.PADDING, 2, new float[2], new float[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowDivergence.information(rows, 0, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
