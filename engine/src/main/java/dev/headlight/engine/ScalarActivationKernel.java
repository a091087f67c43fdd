package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** {@link ActivationKernel} in plain Java and double precision. */
final class ScalarActivationKernel implements ActivationKernel {

    private static final double TWICE_SQRT_2_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

    @Override
    public void silu(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float z = silu(x[i]);
            y[i] = up == null ? z : z * up[i];
        }
    }

    @Override
    public void geluErf(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float z = geluErf(x[i]);
            y[i] = up == null ? z : z * up[i];
        }
    }

    @Override
    public void geluTanh(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float z = geluTanh(x[i]);
            y[i] = up == null ? z : z * up[i];
        }
    }

    static float silu(double x) {
        return (float) (x / (1 + Math.exp(-x)));
    }

    static float geluErf(double x) {
        double tail = Erf.erfc(Math.abs(x) * Math.sqrt(0.5)) / 2;
        return (float) (x * (x < 0 ? tail : 1 - tail));
    }

    /** {@code (1 + tanh u) / 2} is {@code 1 / (1 + e^-2u)}. */
    static float geluTanh(double x) {
        return (float) (x / (1 + Math.exp(-TWICE_SQRT_2_OVER_PI * (x + 0.044715 * x * x * x))));
    }
}
