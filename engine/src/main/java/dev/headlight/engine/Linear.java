package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** A linear map with stored weights, {@code Y = X W^T + b}. */
public final class Linear {

    /**
     * Fewer rows than this are multiplied row by row: packing the weights would not pay. Their sums are taken in another
     * order, so who needs a row's figures to be the same beside any other rows has to bring at least so many.
     */
    public static final int FEW = 6;

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
        BlockedProduct.multiply(workers, a, panels(w), w.rows(), bias, y, yOffset, yStep, add);
    }

    /** {@code W^T}. */
    static Panels panels(WeightMatrix w) {
        float[] heap = w.heap();
        return heap == null
                ? new Panels.OfWeights(w)
                : new Panels.OfFloats(
                        new FloatMatrix(
                                heap,
                                (int) w.offset(),
                                w.cols(),
                                w.rows(),
                                w.colStep(),
                                w.rowStep()));
    }

    /**
     * The gradient by the input, {@code dX (+)= dY W}.
     *
     * @param dy {@code [T, w.rows()]}
     * @param dx output, {@code [T, w.cols()]}
     * @param add whether dX is added to rather than overwritten
     * @throws IllegalArgumentException where the weights are quantised: those are not trained
     */
    public static void backwardInput(
            Workers workers, float[] dy, int T, WeightMatrix w, float[] dx, boolean add) {
        backwardInput(workers, dy, 0, w.rows(), T, w, dx, 0, w.cols(), add);
    }

    /** The same on rows that stand apart, as in {@link #forward}. */
    public static void backwardInput(
            Workers workers,
            float[] dy,
            int dyOffset,
            int dyStep,
            int T,
            WeightMatrix w,
            float[] dx,
            int dxOffset,
            int dxStep,
            boolean add) {
        var a = new FloatMatrix(dy, dyOffset, T, w.rows(), dyStep, 1);
        float[] heap = w.heap();
        if (heap != null) {
            var b =
                    new FloatMatrix(
                            heap, (int) w.offset(), w.rows(), w.cols(), w.rowStep(), w.colStep());
            MatrixProduct.multiply(workers, a, b, dx, dxOffset, dxStep, add);
            return;
        }
        Panels b = new Panels.OfWeights(w.transposed());
        BlockedProduct.multiply(workers, a, b, w.cols(), null, dx, dxOffset, dxStep, add);
    }

    /**
     * The gradient by the weights, {@code dW (+)= dY^T X}.
     *
     * @param dy {@code [T, rows]}
     * @param x {@code [T, cols]}
     * @param dw output, {@code [rows, cols]}
     * @param add whether dW is added to rather than overwritten
     */
    public static void backwardWeight(
            Workers workers,
            float[] dy,
            float[] x,
            int T,
            float[] dw,
            int rows,
            int cols,
            boolean add) {
        backwardWeight(workers, dy, 0, rows, x, 0, cols, T, dw, rows, cols, add);
    }

    /** The same where the rows of dY and of X stand apart, as in {@link #forward}. */
    public static void backwardWeight(
            Workers workers,
            float[] dy,
            int dyOffset,
            int dyStep,
            float[] x,
            int xOffset,
            int xStep,
            int T,
            float[] dw,
            int rows,
            int cols,
            boolean add) {
        var a = new FloatMatrix(dy, dyOffset, rows, T, 1, dyStep);
        var b = new FloatMatrix(x, xOffset, T, cols, xStep, 1);
        MatrixProduct.multiply(workers, a, b, dw, 0, cols, add);
    }

    /**
     * The gradient by the bias, {@code dBias[i] += sum_t dY[t, i]}; the same on any number of threads.
     *
     * @param dy {@code [T, n]}
     * @param dBias added to, {@code [n]}
     */
    public static void backwardBias(Workers workers, float[] dy, int T, int n, float[] dBias) {
        float[] sums =
                ColumnSums.of(
                        workers,
                        T,
                        n,
                        n,
                        (from, to, s, at) -> {
                            for (int t = from; t < to; t++) {
                                Kernels.ROW.addScaled(1, dy, t * n, s, at, n);
                            }
                        });
        Kernels.ROW.addScaled(1, sums, 0, dBias, 0, n);
    }
}
