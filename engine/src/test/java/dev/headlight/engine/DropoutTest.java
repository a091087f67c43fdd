package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

    private static final int N = 200_003;

    private static float[] mask(double rate, long seed, int threads) {
        float[] y = new float[N];
        float[] ones = new float[N];
        Arrays.fill(ones, 1);
        try (var workers = new Workers(threads)) {
            Dropout.forward(workers, ones, N, rate, seed, y);
        }
        return y;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void keepsTheShareAndTheMean(double rate) {
        float[] y = mask(rate, 3, 2);
        int kept = 0;
        for (float v : y) {
            assertThat(v == 0 || v == (float) (1 / (1 - rate))).isTrue();
            kept += v == 0 ? 0 : 1;
        }
        // Five standard deviations.
        double sd = Math.sqrt(rate * (1 - rate) / N);
        assertThat(kept / (double) N).isCloseTo(1 - rate, within(5 * sd));
    }

    /** As often as chance has it: neighbours, the same element under another seed, and a shift of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8, 384})
    void noElementTellsOfAnother(int shift) {
        float[] y = mask(0.5, 11, 2);
        float[] z = shift == 0 ? mask(0.5, 12, 2) : y;
        int same = 0;
        for (int i = 0; i + shift < N; i++) {
            same += (y[i] == 0) == (z[i + shift] == 0) ? 1 : 0;
        }
        assertThat(same / (double) (N - shift)).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(N)));
    }

    @Test
    void isAFunctionOfSeedAndIndex() {
        float[] y = mask(0.3, 5, 1);
        assertThat(mask(0.3, 5, 2)).isEqualTo(y);
        assertThat(mask(0.3, 6, 2)).isNotEqualTo(y);
        var plain = new ScalarDropoutKernel();
        float[] x = RandomFloats.of(1003, 1, 2);
        float[] expected = new float[1003];
        float[] actual = new float[1003];
        for (int from : new int[] {0, 1, 13}) {
            plain.apply(x, expected, from, 1003, 77, -5, 1 << 22, 1.5f);
            Kernels.DROPOUT.apply(x, actual, from, 1003, 77, -5, 1 << 22, 1.5f);
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void theGradientPassesWhereTheForwardPassDid() {
        float[] x = RandomFloats.of(N, 1, 2);
        float[] dy = RandomFloats.of(N, 2, 2);
        float[] dx = dy.clone();
        float[] mask = mask(0.2, 9, 2);
        float[] y = x.clone();
        try (var workers = new Workers(2)) {
            Dropout.forward(workers, y, N, 0.2, 9, y);
            Dropout.backward(workers, dx, N, 0.2, 9, dx);
        }
        for (int i = 0; i < N; i++) {
            if (y[i] != x[i] * mask[i] || dx[i] != dy[i] * mask[i]) {
                assertThat(dx[i]).as("at %d", i).isEqualTo(dy[i] * mask[i]);
                assertThat(y[i]).as("at %d", i).isEqualTo(x[i] * mask[i]);
            }
        }
    }

    @Test
    void aRateThatLeavesNothing() {
        try (var workers = new Workers(1)) {
            assertThatThrownBy(() -> Dropout.forward(workers, new float[1], 1, 1, 1, new float[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dropout rate 1.0");
        }
    }
}
