package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** {@link RowKernel} in plain Java. */
final class ScalarRowKernel implements RowKernel {

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            s0 += a[ao + i] * b[bo + i];
            s1 += a[ao + i + 1] * b[bo + i + 1];
            s2 += a[ao + i + 2] * b[bo + i + 2];
            s3 += a[ao + i + 3] * b[bo + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[ao + i] * b[bo + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void addScaled(float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    @Override
    public float sum(float[] x, int xo, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return (float) sum;
    }

    @Override
    public float squares(float[] x, int xo, int n, float shift) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float away = x[xo + i] - shift;
            sum += (double) away * away;
        }
        return (float) sum;
    }

    @Override
    public void normalise(
            float[] x,
            int xo,
            int n,
            float shift,
            float scale,
            float[] weight,
            float @Nullable [] bias,
            float[] y,
            int yo) {
        for (int i = 0; i < n; i++) {
            float z = (x[xo + i] - shift) * scale * weight[i];
            y[yo + i] = bias == null ? z : z + bias[i];
        }
    }

    @Override
    public float max(float[] x, int xo, int n) {
        float max = x[xo];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    @Override
    public double sumExp(float[] x, int xo, int n, float max) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(x[xo + i] - max);
        }
        return sum;
    }

    @Override
    public void rotateHalves(float[] x, int o, int n, float[] cos, float[] sin, int at) {
        for (int i = 0; i < n; i++) {
            float a = x[o + i];
            float b = x[o + n + i];
            x[o + i] = a * cos[at + i] - b * sin[at + i];
            x[o + n + i] = b * cos[at + i] + a * sin[at + i];
        }
    }

    @Override
    public void rotateAdjacent(float[] x, int o, int n, float[] cos, float[] sin, int at) {
        for (int i = 0; i < n; i++) {
            float a = x[o + 2 * i];
            float b = x[o + 2 * i + 1];
            x[o + 2 * i] = a * cos[at + i] - b * sin[at + i];
            x[o + 2 * i + 1] = b * cos[at + i] + a * sin[at + i];
        }
    }
}
