package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** A linear map with stored weights, {@code Y = X W^T + b}. */
public final class Linear {

    private Linear() {}

    /**
     * {@code Y (+)= X W^T + b}.
     *
     * @param x {@code [T, w.cols()]}
     * @param bias {@code [w.rows()]}, or null for none
     * @param y output, {@code [T, w.rows()]}
     * @param add whether Y is added to rather than overwritten
     */
    public static void forward(
            Workers workers,
            float[] x,
            int T,
            WeightMatrix w,
            float @Nullable [] bias,
            float[] y,
            boolean add) {
        forward(workers, x, 0, w.cols(), T, w, bias, y, 0, w.rows(), add);
    }

    /**
     * The same on rows that stand apart: row {@code t} of X starts at {@code x[xOffset + t * xStep]}, row
     * {@code t} of Y at {@code y[yOffset + t * yStep]}.
     */
    public static void forward(
            Workers workers,
            float[] x,
            int xOffset,
            int xStep,
            int T,
            WeightMatrix w,
            float @Nullable [] bias,
            float[] y,
            int yOffset,
            int yStep,
            boolean add) {
        int rows = w.rows();
        int cols = w.cols();
        workers.forEach(
                (rows + 15) / 16,
                task -> {
                    float[] row = new float[cols];
                    for (int r = task * 16; r < Math.min(rows, task * 16 + 16); r++) {
                        WeightRows.read(w, r, row, 0);
                        for (int t = 0; t < T; t++) {
                            float sum = bias == null ? 0 : bias[r];
                            for (int c = 0; c < cols; c++) {
                                sum += x[xOffset + t * xStep + c] * row[c];
                            }
                            int at = yOffset + t * yStep + r;
                            y[at] = add ? y[at] + sum : sum;
                        }
                    }
                });
    }
}
