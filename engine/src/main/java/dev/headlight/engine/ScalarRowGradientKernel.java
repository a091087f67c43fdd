package dev.headlight.engine;

/** {@link RowGradientKernel} in plain Java. */
final class ScalarRowGradientKernel implements RowGradientKernel {

    @Override
    public float weightedDot(
            float[] x,
            int xo,
            float shift,
            float[] dy,
            int yo,
            float[] gain,
            int n,
            float[] lanes,
            int lo) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) (x[xo + i] - shift) * (dy[yo + i] * gain[i]);
        }
        return (float) sum;
    }

    @Override
    public void normalised(
            float[] x,
            int xo,
            float shift,
            float scale,
            float[] dy,
            int yo,
            float[] gain,
            int n,
            float constant,
            float slope,
            float[] dx,
            int to,
            boolean add,
            float[] sums,
            int go,
            int bo) {
        for (int i = 0; i < n; i++) {
            float away = x[xo + i] - shift;
            float dz = dy[yo + i];
            float z = scale * gain[i] * dz - constant - slope * away;
            dx[to + i] = add ? dx[to + i] + z : z;
            sums[go + i] += dz * away * scale;
            if (bo >= 0) {
                sums[bo + i] += dz;
            }
        }
    }

    @Override
    public double exp(float[] z, int o, int n, float max) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double e = Math.exp(z[o + i] - max);
            z[o + i] = (float) e;
            sum += e;
        }
        return sum;
    }

    @Override
    public void scale(float[] z, int o, int n, float by) {
        for (int i = 0; i < n; i++) {
            z[o + i] *= by;
        }
    }
}
