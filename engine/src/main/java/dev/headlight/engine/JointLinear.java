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
     * @param w each {@code [rows, cols]}, of floats in an array
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
        if (T < Linear.FEW) {
            for (int i = 0; i < w.length; i++) {
                Linear.forward(workers, x, T, w[i], bias == null ? null : bias[i], y[i], false);
            }
            return;
        }
        var panels = new Panels[w.length];
        var columns = new int[w.length];
        var out = new BlockedProduct.Out[w.length];
        for (int i = 0; i < w.length; i++) {
            panels[i] = Linear.panels(w[i]);
            columns[i] = w[i].rows();
            out[i] = new BlockedProduct.Out(y[i], 0, columns[i]);
        }
        var rights = new BlockedProduct.Rights(panels, columns, bias);
        FloatMatrix[] a = {FloatMatrix.of(x, T, w[0].cols())};
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
