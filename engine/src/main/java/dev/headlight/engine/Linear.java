package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** A linear map with stored weights, {@code Y = X W^T + b}. */
public final class Linear {

    /** Fewer rows than this are multiplied row by row: packing the weights would not pay. */
    static final int FEW = 6;

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
        if (T < FEW) {
            FewRows.forward(workers, x, xOffset, xStep, T, w, bias, y, yOffset, yStep, add);
            return;
        }
        var a = new FloatMatrix(x, xOffset, T, w.cols(), xStep, 1);
        float[] heap = w.heap();
        Panels b =
                heap == null
                        ? new Panels.OfWeights(w)
                        : new Panels.OfFloats(
                                new FloatMatrix(
                                        heap,
                                        (int) w.offset(),
                                        w.cols(),
                                        w.rows(),
                                        w.colStep(),
                                        w.rowStep()));
        BlockedProduct.multiply(workers, a, b, w.rows(), bias, y, yOffset, yStep, add);
    }
}
