package dev.headlight.engine;

/** The gradients of maps over one row: {@code n} floats from an offset of each array. */
interface RowGradientKernel {

    /**
     * {@code sum_i (x[xo + i] - shift) dy[yo + i] gain[i]}.
     *
     * @param lanes written: {@link Lanes#MOST} floats from {@code lo} on
     */
    float weightedDot(
            float[] x,
            int xo,
            float shift,
            float[] dy,
            int yo,
            float[] gain,
            int n,
            float[] lanes,
            int lo);

    /**
     * The gradient of {@code y = u gain + bias} with {@code u = (x - shift) scale}, where shift and scale themselves
     * depend on x:
     *
     * <pre>
     * dx[to + i] (+)= scale gain[i] dy[yo + i] - constant - slope (x[xo + i] - shift)
     * sums[go + i] += dy[yo + i] u[i]
     * sums[bo + i] += dy[yo + i]      unless bo &lt; 0
     * </pre>
     *
     * dx may be dy.
     */
    void normalised(
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
            int bo);

    /** {@code z[o + i] = exp(z[o + i] - max)}, where max is at least the largest; returns their sum. */
    double exp(float[] z, int o, int n, float max);

    /** {@code z[o + i] *= by}. */
    void scale(float[] z, int o, int n, float by);
}
