package dev.headlight.engine;

/** Root-mean-square normalisation: {@code y = x / sqrt(mean(x^2) + eps) * weight}, row by row. */
public final class RmsNorm {

    private RmsNorm() {}

    /**
     * Normalises every row.
     *
     * @param x {@code [T, d]}
     * @param weight {@code [d]}
     * @param y output, {@code [T, d]}; may be {@code x}
     */
    public static void forward(
            Workers workers, float[] x, int T, int d, float[] weight, float eps, float[] y) {
        RowTasks.forEach(
                workers,
                T,
                d,
                t -> {
                    int o = t * d;
                    float squares = Kernels.ROW.squares(x, o, d, 0);
                    float scale = (float) (1 / Math.sqrt(squares / d + eps));
                    Kernels.ROW.normalise(x, o, d, 0, scale, weight, null, y, o);
                });
    }

    /**
     * The gradient: with {@code s = 1 / sqrt(mean(x^2) + eps)},
     *
     * <pre>
     * dx (+)= s weight dy - s^3 x mean(weight dy x),   dWeight += sum_t dy s x
     * </pre>
     *
     * @param x {@code [T, d]}, the input of the forward pass
     * @param dy {@code [T, d]}
     * @param dx output, {@code [T, d]}; may be dy, but not x
     * @param addDx whether dx is added to rather than overwritten
     * @param dWeight added to, {@code [d]}; the same on any number of threads
     */
    public static void backward(
            Workers workers,
            float[] x,
            float[] dy,
            int T,
            int d,
            float[] weight,
            float eps,
            float[] dx,
            boolean addDx,
            float[] dWeight) {
        float[] sums =
                ColumnSums.of(
                        workers,
                        T,
                        d,
                        d,
                        (from, to, s, at) -> {
                            for (int t = from; t < to; t++) {
                                row(x, dy, t * d, d, weight, eps, dx, addDx, s, at);
                            }
                        });
        Kernels.ROW.addScaled(1, sums, 0, dWeight, 0, d);
    }

    private static void row(
            float[] x,
            float[] dy,
            int o,
            int d,
            float[] weight,
            float eps,
            float[] dx,
            boolean add,
            float[] sums,
            int at) {
        double scale = 1 / Math.sqrt(Kernels.ROW.squares(x, o, d, 0) / d + eps);
        float dot = Kernels.ROW_GRADIENT.weightedDot(x, o, 0, dy, o, weight, d, sums, at + d);
        Kernels.ROW_GRADIENT.normalised(
                x,
                o,
                0,
                (float) scale,
                dy,
                o,
                weight,
                d,
                0,
                (float) (scale * scale * scale * dot / d),
                dx,
                o,
                add,
                sums,
                at,
                -1);
    }
}
