package dev.headlight.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@link Linear} for a few rows of X, as in generation: the weights are read once, in the order of storage. */
final class FewRows {

    /** Weights of a task. */
    private static final int SHARE = 1 << 15;

    /** Outputs of a task where the weights are stored {@code [in][out]}. */
    private static final int OUTPUTS = 256;

    private FewRows() {}

    static void forward(
            Workers workers,
            float[] x,
            int xo,
            int xStep,
            int T,
            WeightMatrix w,
            float @Nullable [] bias,
            float[] y,
            int yo,
            int yStep,
            boolean add) {
        if (T == 0) {
            return;
        }
        boolean stored = w.rowStep() == 1 && w.colStep() != 1;
        int share = stored ? OUTPUTS : Math.max(1, SHARE / w.cols());
        workers.forEach(
                Math.ceilDiv(w.rows(), share),
                task -> {
                    int from = task * share;
                    int count = Math.min(share, w.rows() - from);
                    float[] sums = Scratch.mine().sums(T * count);
                    if (stored) {
                        addColumns(x, xo, xStep, T, w, from, count, sums);
                    } else {
                        dotRows(x, xo, xStep, T, w, from, count, sums);
                    }
                    for (int t = 0; t < T; t++) {
                        int at = yo + t * yStep + from;
                        for (int i = 0; i < count; i++) {
                            float sum = sums[t * count + i] + (bias == null ? 0 : bias[from + i]);
                            y[at + i] = add ? y[at + i] + sum : sum;
                        }
                    }
                });
    }

    private static void dotRows(
            float[] x,
            int xo,
            int xStep,
            int T,
            WeightMatrix w,
            int from,
            int count,
            float[] sums) {
        int cols = w.cols();
        float[] heap = w.colStep() == 1 ? w.heap() : null;
        float[] row = heap != null ? heap : Scratch.mine().widened(cols);
        for (int i = 0; i < count; i++) {
            int at = 0;
            if (heap != null) {
                at = (int) (w.offset() + (long) (from + i) * w.rowStep());
            } else {
                WeightRows.read(w, from + i, row, 0);
            }
            for (int t = 0; t < T; t++) {
                sums[t * count + i] = Kernels.ROW.dot(x, xo + t * xStep, row, at, cols);
            }
        }
    }

    private static void addColumns(
            float[] x,
            int xo,
            int xStep,
            int T,
            WeightMatrix w,
            int from,
            int count,
            float[] sums) {
        WeightMatrix stored = w.transposed();
        float[] heap = w.heap();
        float[] row = heap != null ? heap : Scratch.mine().widened(count);
        Arrays.fill(sums, 0, T * count, 0);
        for (int c = 0; c < w.cols(); c++) {
            int at = 0;
            if (heap != null) {
                at = (int) (stored.offset() + (long) c * stored.rowStep() + from);
            } else {
                WeightRows.read(stored, c, from, count, row, 0);
            }
            for (int t = 0; t < T; t++) {
                Kernels.ROW.addScaled(x[xo + t * xStep + c], row, at, sums, t * count, count);
            }
        }
    }
}
