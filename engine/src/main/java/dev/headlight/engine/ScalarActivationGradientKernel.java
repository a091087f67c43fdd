package dev.headlight.engine;

/**
 * {@link ActivationGradientKernel} in plain Java and double precision. All three are {@code act(x) = x P(x)}, so
 * {@code act' = P + x P'}.
 */
final class ScalarActivationGradientKernel implements ActivationGradientKernel {

    private static final double TWICE_SQRT_2_OVER_PI = 2 * Math.sqrt(2 / Math.PI);

    @Override
    public void silu(float[] x, float[] y, float[] slope, int from, int to) {
        for (int i = from; i < to; i++) {
            double p = 1 / (1 + Math.exp(-x[i]));
            store(i, x[i], p, p * (1 - p), y, slope);
        }
    }

    @Override
    public void siluGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        for (int i = from; i < to; i++) {
            double p = 1 / (1 + Math.exp(-x[i]));
            storeGated(i, x[i], p, p * (1 - p), up, dy, dx, dUp);
        }
    }

    @Override
    public void geluErf(float[] x, float[] y, float[] slope, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double p = normal(v);
            double density = Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
            store(i, v, p, density, y, slope);
        }
    }

    @Override
    public void geluErfGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double p = normal(v);
            double density = Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
            storeGated(i, v, p, density, up, dy, dx, dUp);
        }
    }

    @Override
    public void geluTanh(float[] x, float[] y, float[] slope, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double p = 1 / (1 + Math.exp(-TWICE_SQRT_2_OVER_PI * (v + 0.044715 * v * v * v)));
            double inner = TWICE_SQRT_2_OVER_PI * (1 + 3 * 0.044715 * v * v);
            store(i, v, p, p * (1 - p) * inner, y, slope);
        }
    }

    @Override
    public void geluTanhGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = x[i];
            double p = 1 / (1 + Math.exp(-TWICE_SQRT_2_OVER_PI * (v + 0.044715 * v * v * v)));
            double inner = TWICE_SQRT_2_OVER_PI * (1 + 3 * 0.044715 * v * v);
            storeGated(i, v, p, p * (1 - p) * inner, up, dy, dx, dUp);
        }
    }

    /** The share of a normal distribution below {@code v}. */
    private static double normal(double v) {
        double tail = Erf.erfc(Math.abs(v) * Math.sqrt(0.5)) / 2;
        return v < 0 ? tail : 1 - tail;
    }

    /** {@code act(x) = x P}, {@code act' = P + x P'}. */
    private static void store(int i, double x, double p, double dP, float[] y, float[] slope) {
        y[i] = (float) (x * p);
        slope[i] = (float) (p + x * dP);
    }

    private static void storeGated(
            int i, double x, double p, double dP, float[] up, float[] dy, float[] dx, float[] dUp) {
        double dz = dy[i];
        double factor = up[i];
        dUp[i] = (float) (dz * x * p);
        dx[i] = (float) (dz * factor * (p + x * dP));
    }
}
