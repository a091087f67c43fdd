package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * Linear maps of one input, such as those to queries, keys and values, or to gate and up: {@code Y[i] = X W[i]^T +
 * b[i]}. The same to the last bit as each by {@link Linear}, but what they share is packed once, and there is one job
 * for the threads.
 */
public final class JointLinear {

    private JointLinear() {}

    /**
     * {@code Y[i] = X W[i]^T + b[i]}.
     *
     * @param x {@code [T, cols]}
     * @param w each {@code [rows, cols]}
     * @param bias of each, {@code [rows]} or null
     * @param y outputs, overwritten, each {@code [T, rows]}
     */
    public static void forward(
            Workers workers,
            float[] x,
            int T,
            WeightMatrix[] w,
            float @Nullable [] @Nullable [] bias,
            float[][] y) {
        var rows = new FloatRows[y.length];
        for (int i = 0; i < y.length; i++) {
            rows[i] = new FloatRows(y[i], 0, w[i].rows());
        }
        forward(workers, new FloatRows(x, 0, w[0].cols()), T, w, bias, rows);
    }

    /** The same on rows that stand apart. */
    public static void forward(
            Workers workers,
            FloatRows x,
            int T,
            WeightMatrix[] w,
            float @Nullable [] @Nullable [] bias,
            FloatRows[] y) {
        if (T < Linear.FEW) {
            for (int i = 0; i < w.length; i++) {
                float[] b = bias == null ? null : bias[i];
                Linear.forward(
                        workers,
                        x.data(),
                        x.offset(),
                        x.step(),
                        T,
                        w[i],
                        b,
                        y[i].data(),
                        y[i].offset(),
                        y[i].step(),
                        false);
            }
            return;
        }
        var panels = new Panels[w.length];
        var columns = new int[w.length];
        var out = new BlockedProduct.Out[w.length];
        for (int i = 0; i < w.length; i++) {
            panels[i] = Linear.panels(w[i]);
            columns[i] = w[i].rows();
            y[i].requireRows("y", T, columns[i]);
            out[i] = new BlockedProduct.Out(y[i].data(), y[i].offset(), y[i].step());
        }
        var rights = new BlockedProduct.Rights(panels, columns, bias);
        FloatMatrix[] a = {new FloatMatrix(x.data(), x.offset(), T, w[0].cols(), x.step(), 1)};
        BlockedProduct.multiply(workers, a, rights, out, false);
    }

    /**
     * The gradients by the weights, {@code dW[i] += dY[i]^T X}.
     *
     * @param dy each {@code [T, rows]}
     * @param x {@code [T, cols]}
     * @param dw added to, each {@code [rows, cols]}
     */
    public static void backwardWeight(
            Workers workers, float[][] dy, float[] x, int T, float[][] dw, int cols) {
        if (T == 0) {
            return;
        }
        var a = new FloatMatrix[dy.length];
        var out = new BlockedProduct.Out[dy.length];
        for (int i = 0; i < dy.length; i++) {
            int rows = dw[i].length / cols;
            a[i] = new FloatMatrix(dy[i], 0, rows, T, 1, rows);
            out[i] = new BlockedProduct.Out(dw[i], 0, cols);
        }
        MatrixProduct.multiply(workers, a, FloatMatrix.of(x, T, cols), out, true);
    }
}
