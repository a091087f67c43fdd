package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * {@code y[i] = act(x[i]) * up[i]} for {@code from <= i < to}, without the factor where {@code up} is null. The
 * arrays may be the same.
 */
interface ActivationKernel {

    void silu(float[] x, float @Nullable [] up, float[] y, int from, int to);

    void geluErf(float[] x, float @Nullable [] up, float[] y, int from, int to);

    void geluTanh(float[] x, float @Nullable [] up, float[] y, int from, int to);
}
