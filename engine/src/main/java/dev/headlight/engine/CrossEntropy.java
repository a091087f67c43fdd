package dev.headlight.engine;

import dev.headlight.engine.BlockedProduct.Out;
import java.util.Arrays;

/** The loss of the next token, fused with the output matrix: logits of all positions never exist together. */
public final class CrossEntropy {

    /**
     * Logits that are held at a time while training, 144 MiB: for every part of the positions the output matrix and its gradient
     * are read once more. With 80 or 192 MiB the loss of 49,152 entries took 1 to 2% longer.
     */
    private static final int HELD = 9 << 22;

    /** Positions of which logits are held at most: more than so many rows of a product make it no faster. */
    private static final int POSITIONS = 1024;

    private CrossEntropy() {}

    /**
     * {@code nll[t] = ln sum_v exp(z[t, v]) - z[t, targets[t]]} in nats, with {@code z = hidden output^T}.
     *
     * @param hidden {@code [n, dModel]}
     * @param output {@code [vocab, dModel]}
     * @param targets {@code [n]}, each a row of {@code output}
     * @param nll output, {@code [n]}
     */
    public static void forward(
            Workers workers,
            float[] hidden,
            int n,
            WeightMatrix output,
            int[] targets,
            double[] nll) {
        int vocab = output.rows();
        for (int t = 0; t < n; t++) {
            if (targets[t] < 0 || targets[t] >= vocab) {
                throw new IllegalArgumentException(
                        "target " + targets[t] + " at " + t + " of a vocabulary of " + vocab);
            }
        }
        int chunk = Math.min(vocab, Math.max(1, (1 << 20) / Math.max(1, n)));
        float[] z = BackwardScratch.mine().logits(n * chunk);
        double[] s = BackwardScratch.mine().statistics(3 * n); // [largest, sum, own][n]
        Arrays.fill(s, 0, n, Double.NEGATIVE_INFINITY);
        Arrays.fill(s, n, 2 * n, 0);
        for (int from = 0; from < vocab; from += chunk) {
            int first = from;
            int count = Math.min(chunk, vocab - from);
            Linear.forward(workers, hidden, n, output.rowRange(from, count), null, z, false);
            RowTasks.forEach(
                    workers,
                    n,
                    count,
                    t -> {
                        float here = Kernels.ROW.max(z, t * count, count);
                        double top = Math.max(s[t], here);
                        double before = s[n + t] * Math.exp(s[t] - top);
                        double added = Kernels.ROW.sumExp(z, t * count, count, (float) top);
                        s[t] = top;
                        s[n + t] = before + added;
                        if (targets[t] >= first && targets[t] < first + count) {
                            s[2 * n + t] = z[t * count + targets[t] - first];
                        }
                    });
        }
        for (int t = 0; t < n; t++) {
            nll[t] = s[t] + Math.log(s[n + t]) - s[2 * n + t];
        }
    }

    /**
     * The loss of every position and the gradient of {@code scale * sum_t nll[t]}, a block of positions at a time: its
     * logits are made once, turned into {@code dZ = scale (softmax(Z) - onehot(targets))} where they are, and
     *
     * <pre>
     * dHidden = dZ output,   dOutput += dZ^T hidden
     * </pre>
     *
     * @param hidden {@code [n, dModel]}
     * @param output {@code [vocab, dModel]}
     * @param targets {@code [n]}, each a row of {@code output}, or -1 where the position does not count
     * @param scale such as one over the number of positions that count, for the gradient of their mean
     * @param nll output, {@code [n]}: nats, not scaled; 0 where the position does not count
     * @param dHidden output, overwritten, {@code [n, dModel]}
     * @param dOutput added to, {@code [vocab, dModel]}; empty where the output matrix is not learned
     */
    public static void forwardBackward(
            Workers workers,
            float[] hidden,
            int n,
            float[] output,
            int vocab,
            int dModel,
            int[] targets,
            double scale,
            double[] nll,
            float[] dHidden,
            float[] dOutput) {
        for (int t = 0; t < n; t++) {
            if (targets[t] < -1 || targets[t] >= vocab) {
                throw new IllegalArgumentException(
                        "target " + targets[t] + " at " + t + " of a vocabulary of " + vocab);
            }
        }
        if (n == 0) {
            return;
        }
        int most = Math.clamp(HELD / vocab, 1, POSITIONS);
        int rows = Math.ceilDiv(n, Math.ceilDiv(n, most)); // equal blocks
        int step = Scratch.apart(vocab);
        BackwardScratch scratch = BackwardScratch.mine();
        float[] z = scratch.logits(rows * step);
        FloatMatrix w = FloatMatrix.of(output, vocab, dModel);
        var toLogits = new PackedRight(workers, w.transposed(), scratch.toLogits(w.transposed()));
        var toHidden = new PackedRight(workers, w, scratch.toHidden(w));
        for (int from = 0; from < n; from += rows) {
            int first = from;
            int count = Math.min(rows, n - from);
            int at = from * dModel;
            var x = new FloatMatrix(hidden, at, count, dModel, dModel, 1);
            toLogits.multiply(workers, x, new Out(z, 0, step));
            RowTasks.forEach(
                    workers,
                    count,
                    vocab,
                    t -> nll[first + t] = row(z, t * step, vocab, targets[first + t], scale));
            var dz = new FloatMatrix(z, 0, count, vocab, step, 1);
            toHidden.multiply(workers, dz, new Out(dHidden, at, dModel));
            if (dOutput.length > 0) {
                MatrixProduct.multiply(workers, dz.transposed(), x, dOutput, 0, dModel, true);
            }
        }
    }

    /** Turns the logits of a position into their gradient; returns its loss. */
    private static double row(float[] z, int o, int vocab, int target, double scale) {
        if (target < 0) {
            Arrays.fill(z, o, o + vocab, 0);
            return 0;
        }
        float max = Kernels.ROW.max(z, o, vocab);
        float own = z[o + target];
        double sum = Kernels.ROW_GRADIENT.exp(z, o, vocab, max);
        Kernels.ROW_GRADIENT.scale(z, o, vocab, (float) (scale / sum));
        // From the loss, not as a difference of two numbers near each other.
        double loss = Math.log(sum) - (own - max);
        z[o + target] = (float) (scale * Math.expm1(-loss));
        return loss;
    }
}
