package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * Layer normalisation: {@code y = (x - mean(x)) / sqrt(var(x) + eps) * weight + bias}, row by row, with the
 * variance divided by {@code d}.
 */
public final class LayerNorm {

    private LayerNorm() {}

    /**
     * Normalises every row.
     *
     * @param x {@code [T, d]}
     * @param weight {@code [d]}
     * @param bias {@code [d]}, or null for none
     * @param y output, {@code [T, d]}; may be {@code x}
     */
    public static void forward(
            Workers workers,
            float[] x,
            int T,
            int d,
            float[] weight,
            float @Nullable [] bias,
            float eps,
            float[] y) {
        RowTasks.forEach(
                workers,
                T,
                d,
                t -> {
                    int o = t * d;
                    float mean = Kernels.ROW.sum(x, o, d) / d;
                    float squares = Kernels.ROW.squares(x, o, d, mean);
                    float scale = (float) (1 / Math.sqrt(squares / d + eps));
                    Kernels.ROW.normalise(x, o, d, mean, scale, weight, bias, y, o);
                });
    }

    /**
     * The gradient: with {@code s = 1 / sqrt(var(x) + eps)} and {@code u = s (x - mean(x))},
     *
     * <pre>
     * dx (+)= s (weight dy - mean(weight dy) - u mean(weight dy u))
     * dWeight += sum_t dy u,   dBias += sum_t dy
     * </pre>
     *
     * @param x {@code [T, d]}, the input of the forward pass
     * @param dy {@code [T, d]}
     * @param dx output, {@code [T, d]}; may be dy, but not x
     * @param addDx whether dx is added to rather than overwritten
     * @param dWeight added to, {@code [d]}; the same on any number of threads
     * @param dBias added to, {@code [d]}, or null
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
            float[] dWeight,
            float @Nullable [] dBias) {
        float[] sums =
                ColumnSums.of(
                        workers,
                        T,
                        d,
                        2 * d,
                        (from, to, s, at) -> {
                            for (int t = from; t < to; t++) {
                                row(x, dy, t * d, d, weight, eps, dx, addDx, s, at);
                            }
                        });
        Kernels.ROW.addScaled(1, sums, 0, dWeight, 0, d);
        if (dBias != null) {
            Kernels.ROW.addScaled(1, sums, d, dBias, 0, d);
        }
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
        float mean = Kernels.ROW.sum(x, o, d) / d;
        double scale = 1 / Math.sqrt(Kernels.ROW.squares(x, o, d, mean) / d + eps);
        float plain = Kernels.ROW.dot(dy, o, weight, 0, d);
        float dot =
                Kernels.ROW_GRADIENT.weightedDot(x, o, mean, dy, o, weight, d, sums, at + 2 * d);
        Kernels.ROW_GRADIENT.normalised(
                x,
                o,
                mean,
                (float) scale,
                dy,
                o,
                weight,
                d,
                (float) (scale * plain / d),
                (float) (scale * scale * scale * dot / d),
                dx,
                o,
                add,
                sums,
                at,
                at + d);
    }
}
