package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** Sums and maps over one row: {@code n} floats from an offset of each array. */
interface RowKernel {

    /** {@code sum_i a[ao + i] b[bo + i]}. */
    float dot(float[] a, int ao, float[] b, int bo, int n);

    /** {@code y[yo + i] += a x[xo + i]}. */
    void addScaled(float a, float[] x, int xo, float[] y, int yo, int n);

    /** {@code sum_i x[xo + i]}. */
    float sum(float[] x, int xo, int n);

    /** {@code sum_i (x[xo + i] - shift)^2}. */
    float squares(float[] x, int xo, int n, float shift);

    /** {@code y[yo + i] = (x[xo + i] - shift) * scale * weight[i] + bias[i]}; y may be x. */
    void normalise(
            float[] x,
            int xo,
            int n,
            float shift,
            float scale,
            float[] weight,
            float @Nullable [] bias,
            float[] y,
            int yo);

    /** {@code max_i x[xo + i]}; n > 0. */
    float max(float[] x, int xo, int n);

    /** {@code sum_i exp(x[xo + i] - max)}, where max is at least the largest. */
    double sumExp(float[] x, int xo, int n, float max);

    /** The pairs {@code (x[o + i], x[o + n + i])} turned by the angles with cosines {@code cos[at + i]}. */
    void rotateHalves(float[] x, int o, int n, float[] cos, float[] sin, int at);

    /** The pairs {@code (x[o + 2 i], x[o + 2 i + 1])}, turned like those of {@link #rotateHalves}. */
    void rotateAdjacent(float[] x, int o, int n, float[] cos, float[] sin, int at);
}
