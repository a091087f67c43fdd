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
}
