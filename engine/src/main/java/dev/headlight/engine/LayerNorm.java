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
}
