package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * {@link ActivationGradientKernel} in plain Java and double precision. All three are {@code act(x) = x P(x)}, so
 * {@code act' = P + x P'}.
 */
final class ScalarActivationGradientKernel implements ActivationGradientKernel {

    private static final double TWICE_SQRT_2_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

    @Override
    public void silu(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            double p = 1 / (1 + Math.exp(-x[i]));
            store(i, x[i], p, p * (1 - p), up, dy, dx, dUp);
        }
    }

    @Override
    public void geluErf(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double tail = Erf.erfc(Math.abs(v) * Math.sqrt(0.5)) / 2;
            double density = Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
            store(i, v, v < 0 ? tail : 1 - tail, density, up, dy, dx, dUp);
        }
    }

    @Override
    public void geluTanh(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double p = 1 / (1 + Math.exp(-TWICE_SQRT_2_OVER_PI * (v + 0.044715 * v * v * v)));
            double inner = TWICE_SQRT_2_OVER_PI * (1 + 3 * 0.044715 * v * v);
            store(i, v, p, p * (1 - p) * inner, up, dy, dx, dUp);
        }
    }

    private static void store(
            int i,
            double x,
            double p,
            double slope,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp) {
        double dz = dy[i];
        double factor = up == null ? 1 : up[i];
        if (dUp != null) {
            dUp[i] = (float) (dz * x * p);
        }
        dx[i] = (float) (dz * factor * (p + x * slope));
    }
}
