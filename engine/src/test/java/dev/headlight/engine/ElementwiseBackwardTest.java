package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradients of norms, activations, rotary positions and look-up against finite differences. */
class ElementwiseBackwardTest {

    private static final float EPS = 1e-5f;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 8, 9, 15, 16, 17, 33, 384, 5000})
    void rmsNorm(int d) {
        norm(d, /* centred= */ false);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 9, 15, 16, 17, 33, 384, 5000})
    void layerNorm(int d) {
        norm(d, /* centred= */ true);
    }

    private static void norm(int d, boolean centred) {
        int T = 9;
        float[] x = RandomFloats.of(T * d, 1, 6);
        float[] weight = RandomFloats.of(d, 2, 2);
        float[] bias = RandomFloats.of(d, 3, 2);
        float[] dy = RandomFloats.of(T * d, 4, 2);
        double[] x1 = FiniteDifferences.doubles(x);
        double[] weight1 = FiniteDifferences.doubles(weight);
        double[] bias1 = FiniteDifferences.doubles(bias);
        for (boolean add : new boolean[] {false, true}) {
            float[] dx = RandomFloats.of(x.length, 5, 2);
            float[] dWeight = RandomFloats.of(d, 6, 2);
            float[] dBias = RandomFloats.of(d, 7, 2);
            float[] dx0 = add ? dx.clone() : new float[dx.length];
            float[] dWeight0 = dWeight.clone();
            float[] dBias0 = dBias.clone();
            try (var workers = new Workers(2)) {
                if (centred) {
                    LayerNorm.backward(workers, x, dy, T, d, weight, EPS, dx, add, dWeight, dBias);
                } else {
                    RmsNorm.backward(workers, x, dy, T, d, weight, EPS, dx, add, dWeight);
                }
                if (!add) {
                    float[] inPlace = dy.clone();
                    float[] ignored = new float[d];
                    if (centred) {
                        LayerNorm.backward(
                                workers, x, inPlace, T, d, weight, EPS, inPlace, false, ignored,
                                null);
                    } else {
                        RmsNorm.backward(
                                workers, x, inPlace, T, d, weight, EPS, inPlace, false, ignored);
                    }
                    assertThat(inPlace).isEqualTo(dx);
                }
            }
            // The derivative by x grows as a row of two comes near to its mean.
            double tolerance = d <= 3 ? 2e-5 : 4e-6;
            FiniteDifferences.check(
                    "dx",
                    v -> normed(v, weight1, bias1, dy, centred) + FiniteDifferences.dot(dx0, v),
                    x1,
                    dx,
                    tolerance);
            FiniteDifferences.check(
                    "dWeight",
                    v -> normed(x1, v, bias1, dy, centred) + FiniteDifferences.dot(dWeight0, v),
                    weight1,
                    dWeight,
                    4e-6);
            if (centred) {
                FiniteDifferences.check(
                        "dBias",
                        v -> normed(x1, weight1, v, dy, centred) + FiniteDifferences.dot(dBias0, v),
                        bias1,
                        dBias,
                        4e-6);
            }
        }
    }

    private static double normed(
            double[] x, double[] weight, double[] bias, float[] dy, boolean centred) {
        int d = weight.length;
        double loss = 0;
        for (int o = 0; o < x.length; o += d) {
            double mean = 0;
            for (int e = 0; e < d && centred; e++) {
                mean += x[o + e] / d;
            }
            double variance = 0;
            for (int e = 0; e < d; e++) {
                variance += (x[o + e] - mean) * (x[o + e] - mean) / d;
            }
            for (int e = 0; e < d; e++) {
                double y = (x[o + e] - mean) / Math.sqrt(variance + EPS) * weight[e];
                loss += dy[o + e] * (centred ? y + bias[e] : y);
            }
        }
        return loss;
    }

    @Test
    void sumsOverRowsDoNotDependOnTheThreads() {
        int T = 3000;
        int d = 40;
        float[] x = RandomFloats.of(T * d, 1, 6);
        float[] dy = RandomFloats.of(T * d, 2, 6);
        float[] weight = RandomFloats.of(d, 3, 2);
        float[][] sums = new float[3][d];
        for (int i = 0; i < 3; i++) {
            try (var workers = new Workers(i + 1)) {
                RmsNorm.backward(
                        workers, x, dy, T, d, weight, EPS, new float[T * d], false, sums[i]);
            }
            assertThat(sums[i]).isEqualTo(sums[0]);
        }
    }

    @Test
    void silu() {
        activation(
                z -> z / (1 + Math.exp(-z)),
                (w, x, y, slope) -> Silu.forward(w, x, x.length, y, slope),
                (w, x, up, dy, dx, dUp) -> Silu.backwardGated(w, x, up, dy, x.length, dx, dUp));
    }

    @ParameterizedTest
    @EnumSource(Gelu.class)
    void gelu(Gelu form) {
        double k = Math.sqrt(2 / Math.PI);
        activation(
                form == Gelu.ERF
                        ? z -> z * normalBelow(z)
                        : z -> 0.5 * z * (1 + Math.tanh(k * (z + 0.044715 * z * z * z))),
                (w, x, y, slope) -> form.forward(w, x, x.length, y, slope),
                (w, x, up, dy, dx, dUp) -> form.backwardGated(w, x, up, dy, x.length, dx, dUp));
    }

    /** The normal distribution function by Simpson's rule. */
    private static double normalBelow(double z) {
        double end = Math.clamp(z, -12, 12);
        int n = 600;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double t = end * i / n;
            int times = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            sum += times * Math.exp(-t * t / 2);
        }
        return 0.5 + sum * end / n / 3 / Math.sqrt(2 * Math.PI);
    }

    private interface Plain {
        void apply(Workers workers, float[] x, float[] y, float[] slope);
    }

    private interface Gated {
        void apply(Workers workers, float[] x, float[] up, float[] dy, float[] dx, float[] dUp);
    }

    private static void activation(DoubleUnaryOperator act, Plain plain, Gated gated) {
        try (var workers = new Workers(2)) {
            for (int n : new int[] {1, 7, 8, 9, 16, 17, 33, 40_000}) {
                float[] x = RandomFloats.of(n, n, 14);
                x[0] = n % 2 == 0 ? -200 : 200;
                x[n / 2] = n % 3 == 0 ? 0 : 1e-4f;
                float[] up = RandomFloats.of(n, 2, 2);
                float[] dy = RandomFloats.of(n, 3, 2);
                float[] dx = new float[n];
                float[] dGate = new float[n];
                float[] dUp = new float[n];
                float[] y = new float[n];
                float[] slope = new float[n];
                plain.apply(workers, x, y, slope);
                Slope.backward(workers, slope, dy, n, dx);
                gated.apply(workers, x, up, dy, dGate, dUp);
                // Each element for itself: the loss of one is a function of one.
                for (int i = 0; i < n; i += 1 + n / 500) {
                    double[] at = {x[i]};
                    double u = up[i];
                    double dz = dy[i];
                    one(v -> dz * act.applyAsDouble(v[0]), at, dx[i]);
                    one(v -> dz * u * act.applyAsDouble(v[0]), at, dGate[i]);
                    double value = act.applyAsDouble(x[i]);
                    assertThat((double) y[i])
                            .isCloseTo(value, within(2e-6 * (1 + Math.abs(value))));
                    one(v -> dz * v[0] * value, new double[] {u}, dUp[i]);
                }
                float[] gate = x.clone();
                float[] inPlace = up.clone();
                gated.apply(workers, gate, inPlace, dy, gate, inPlace);
                assertThat(gate).isEqualTo(dGate);
                assertThat(inPlace).isEqualTo(dUp);
                gate = x.clone();
                float[] activated = new float[n];
                plain.apply(workers, gate, activated, gate);
                assertThat(activated).isEqualTo(y);
                assertThat(gate).isEqualTo(slope);
                Slope.backward(workers, gate, dy, n, gate);
                assertThat(gate).isEqualTo(dx);
            }
        }
    }

    private static void one(
            java.util.function.ToDoubleFunction<double[]> loss, double[] at, float gradient) {
        FiniteDifferences.check("element", loss, at, new float[] {gradient}, 2e-6);
    }

    @ParameterizedTest
    @EnumSource(Rotary.Pairing.class)
    void rotary(Rotary.Pairing pairing) {
        int T = 11;
        for (int heads : new int[] {1, 3}) {
            for (int pairs : new int[] {1, 4, 7, 8, 16, 21, 24}) {
                int dHead = 2 * pairs + (pairs % 2) * 3;
                double[] frequencies = new double[pairs];
                for (int i = 0; i < pairs; i++) {
                    frequencies[i] = Math.pow(10_000, -i / (double) pairs);
                }
                int step = heads * dHead + 5;
                float[] x = RandomFloats.of(2 + T * step, 3, 2);
                float[] dy = RandomFloats.of(x.length, 4, 2);
                float[] dx = dy.clone();
                try (var workers = new Workers(2)) {
                    new Rotary(frequencies, 1.25, 7, T)
                            .backward(workers, dx, 2, step, heads, dHead, pairing);
                }
                FiniteDifferences.check(
                        "dx",
                        v -> turned(v, dy, frequencies, T, heads, dHead, step, pairing),
                        FiniteDifferences.doubles(x),
                        dx,
                        2e-6);
            }
        }
    }

    private static double turned(
            double[] x,
            float[] dy,
            double[] frequencies,
            int T,
            int heads,
            int dHead,
            int step,
            Rotary.Pairing pairing) {
        double[] y = x.clone();
        for (int t = 0; t < T; t++) {
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < frequencies.length; i++) {
                    boolean halves = pairing == Rotary.Pairing.HALVES;
                    int a = 2 + t * step + h * dHead + (halves ? i : 2 * i);
                    int b = halves ? a + frequencies.length : a + 1;
                    double angle = (7 + t) * frequencies[i];
                    y[a] = 1.25 * (x[a] * Math.cos(angle) - x[b] * Math.sin(angle));
                    y[b] = 1.25 * (x[b] * Math.cos(angle) + x[a] * Math.sin(angle));
                }
            }
        }
        return FiniteDifferences.dot(dy, y);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 130})
    void embedding(int dModel) {
        int[] ids = {4, 0, 4, 2, 4, 0};
        float[] dy = RandomFloats.of(ids.length * dModel, 1, 2);
        float[] table = RandomFloats.of(5 * dModel, 2, 2);
        float[] gradient = RandomFloats.of(5 * dModel, 3, 2);
        float[] before = gradient.clone();
        try (var workers = new Workers(2)) {
            Embedding.backward(workers, ids, dy, ids.length, dModel, gradient);
        }
        FiniteDifferences.check(
                "dE",
                v -> {
                    double loss = FiniteDifferences.dot(before, v);
                    for (int i = 0; i < dy.length; i++) {
                        loss += dy[i] * v[ids[i / dModel] * dModel + i % dModel];
                    }
                    return loss;
                },
                FiniteDifferences.doubles(table),
                gradient,
                2e-6);
    }
}
