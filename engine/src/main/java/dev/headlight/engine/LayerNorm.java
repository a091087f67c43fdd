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
                    double sum = 0;
                    for (int e = 0; e < d; e++) {
                        sum += x[o + e];
                    }
                    float mean = (float) (sum / d);
                    double squares = 0;
                    for (int e = 0; e < d; e++) {
                        double away = x[o + e] - mean;
                        squares += away * away;
                    }
                    float scale = (float) (1 / Math.sqrt(squares / d + eps));
                    for (int e = 0; e < d; e++) {
                        float z = (x[o + e] - mean) * scale * weight[e];
                        y[o + e] = bias == null ? z : z + bias[e];
                    }
                });
    }
}
