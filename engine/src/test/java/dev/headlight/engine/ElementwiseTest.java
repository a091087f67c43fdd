package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms, activations and rotary positions against their formulas in double precision. */
class ElementwiseTest {

    private static final float EPS = 1e-5f;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 15, 16, 17, 33, 576, 20_000})
    void rmsNorm(int d) {
        int T = 5;
        float[] x = RandomFloats.of(T * d, 1, 6);
        float[] weight = RandomFloats.of(d, 2, 2);
        float[] y = new float[T * d];
        try (var workers = new Workers(2)) {
            RmsNorm.forward(workers, x, T, d, weight, EPS, y);
            for (int t = 0; t < T; t++) {
                double squares = 0;
                for (int e = 0; e < d; e++) {
                    squares += (double) x[t * d + e] * x[t * d + e];
                }
                double rms = Math.sqrt(squares / d + EPS);
                for (int e = 0; e < d; e++) {
                    assertNear(y[t * d + e], x[t * d + e] / rms * weight[e], 2e-6);
                }
            }
            RmsNorm.forward(workers, x, T, d, weight, EPS, x);
        }
        assertThat(x).isEqualTo(y);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 15, 16, 17, 33, 768, 20_000})
    void layerNorm(int d) {
        int T = 4;
        float[] x = RandomFloats.of(T * d, 1, 6);
        for (int i = 0; i < x.length; i++) {
            x[i] += 10; // the mean must be taken off before squares are summed
        }
        float[] weight = RandomFloats.of(d, 2, 2);
        float[] bias = RandomFloats.of(d, 3, 2);
        float[] y = new float[T * d];
        float[] unbiased = new float[T * d];
        try (var workers = new Workers(2)) {
            LayerNorm.forward(workers, x, T, d, weight, bias, EPS, y);
            LayerNorm.forward(workers, x, T, d, weight, null, EPS, unbiased);
        }
        for (int t = 0; t < T; t++) {
            double mean = 0;
            for (int e = 0; e < d; e++) {
                mean += x[t * d + e] / (double) d;
            }
            double variance = 0;
            for (int e = 0; e < d; e++) {
                variance += (x[t * d + e] - mean) * (x[t * d + e] - mean) / d;
            }
            for (int e = 0; e < d; e++) {
                double z = (x[t * d + e] - mean) / Math.sqrt(variance + EPS) * weight[e];
                assertNear(y[t * d + e], z + bias[e], d == 1 ? 1e-6 : 5e-6);
                assertNear(unbiased[t * d + e], z, d == 1 ? 1e-6 : 5e-6);
            }
        }
    }

    @Test
    void silu() {
        try (var workers = new Workers(2)) {
            activation(
                    z -> z / (1 + Math.exp(-z)),
                    (x, y) -> Silu.forward(workers, x, x.length, y),
                    (x, up, y) -> Silu.gated(workers, x, up, x.length, y));
        }
    }

    @ParameterizedTest
    @EnumSource(Gelu.class)
    void gelu(Gelu form) {
        DoubleUnaryOperator formula =
                form == Gelu.ERF
                        ? z -> z * (0.5 + gaussian(z))
                        : z ->
                                0.5
                                        * z
                                        * (1
                                                + Math.tanh(
                                                        Math.sqrt(2 / Math.PI)
                                                                * (z + 0.044715 * z * z * z)));
        try (var workers = new Workers(2)) {
            activation(
                    formula,
                    (x, y) -> form.forward(workers, x, x.length, y),
                    (x, up, y) -> form.gated(workers, x, up, x.length, y));
        }
    }

    /** The integral of the normal density from 0 to z, by Simpson's rule. */
    private static double gaussian(double z) {
        double end = Math.clamp(z, -12, 12);
        int n = 600;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double t = end * i / n;
            int times = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            sum += times * Math.exp(-t * t / 2);
        }
        return sum * end / n / 3 / Math.sqrt(2 * Math.PI);
    }

    private interface Plain {
        void apply(float[] x, float[] y);
    }

    private interface Gated {
        void apply(float[] x, float[] up, float[] y);
    }

    private static void activation(DoubleUnaryOperator formula, Plain plain, Gated gated) {
        for (int n : new int[] {1, 7, 8, 9, 16, 17, 33, 40_000}) {
            float[] x = RandomFloats.of(n, n, 30);
            x[0] = n % 2 == 0 ? -200 : 200;
            x[n / 2] = n % 3 == 0 ? 0 : 1e-4f;
            float[] up = RandomFloats.of(n, 2, 2);
            float[] y = new float[n];
            float[] z = new float[n];
            plain.apply(x, y);
            gated.apply(x, up, z);
            for (int i = 0; i < n; i++) {
                double expected = formula.applyAsDouble(x[i]);
                assertNear(y[i], expected, 1e-6);
                assertNear(z[i], expected * up[i], 1e-6);
            }
            plain.apply(x, x);
            assertThat(x).isEqualTo(y);
        }
    }

    @ParameterizedTest
    @EnumSource(Rotary.Pairing.class)
    void rotary(Rotary.Pairing pairing) {
        int T = 11;
        int start = 1000;
        for (int heads : new int[] {1, 3}) {
            for (int pairs : new int[] {1, 4, 7, 8, 16, 21}) {
                int dHead = 2 * pairs + (pairs % 2) * 3;
                double[] frequencies = new double[pairs];
                for (int i = 0; i < pairs; i++) {
                    frequencies[i] = Math.pow(10_000, -i / (double) pairs);
                }
                int step = heads * dHead + 5;
                float[] x = RandomFloats.of(2 + T * step, 3, 2);
                float[] y = x.clone();
                try (var workers = new Workers(2)) {
                    var rotary = new Rotary(frequencies, 1.25, start, T);
                    rotary.forward(workers, y, 2, step, heads, dHead, pairing);
                }
                double[] expected = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    expected[i] = x[i];
                }
                for (int t = 0; t < T; t++) {
                    for (int h = 0; h < heads; h++) {
                        for (int i = 0; i < pairs; i++) {
                            boolean halves = pairing == Rotary.Pairing.HALVES;
                            int a = 2 + t * step + h * dHead + (halves ? i : 2 * i);
                            int b = halves ? a + pairs : a + 1;
                            double angle = (start + t) * frequencies[i];
                            expected[a] = 1.25 * (x[a] * Math.cos(angle) - x[b] * Math.sin(angle));
                            expected[b] = 1.25 * (x[b] * Math.cos(angle) + x[a] * Math.sin(angle));
                        }
                    }
                }
                for (int i = 0; i < x.length; i++) {
                    assertNear(y[i], expected[i], 1e-6);
                }
            }
        }
    }

    /** Absolute to 1, relative beyond. */
    private static void assertNear(float actual, double expected, double tolerance) {
        if (!(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
            assertThat((double) actual).isEqualTo(expected);
        }
    }
}
