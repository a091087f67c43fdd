package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of {@code y[i] = act(x[i]) * up[i]} for {@code from <= i < to}:
 *
 * <pre>
 * dx[i] = dy[i] * act'(x[i]) * up[i],   dUp[i] = dy[i] * act(x[i])
 * </pre>
 *
 * where {@code up} is null without the factor and without dUp. The arrays may be the same, but dx and dUp.
 */
interface ActivationGradientKernel {

    void silu(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to);

    void geluErf(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to);

    void geluTanh(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to);
}
