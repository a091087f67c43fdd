package dev.headlight.engine;

import java.util.Arrays;

/** The loss of the next token, fused with the output matrix: logits of all positions never exist together. */
public final class CrossEntropy {

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
        float[] z = new float[n * chunk];
        double[] max = new double[n];
        double[] sum = new double[n];
        double[] own = new double[n];
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
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
                        double top = Math.max(max[t], here);
                        double before = sum[t] * Math.exp(max[t] - top);
                        double added = Kernels.ROW.sumExp(z, t * count, count, (float) top);
                        max[t] = top;
                        sum[t] = before + added;
                        if (targets[t] >= first && targets[t] < first + count) {
                            own[t] = z[t * count + targets[t] - first];
                        }
                    });
        }
        for (int t = 0; t < n; t++) {
            nll[t] = max[t] + Math.log(sum[t]) - own[t];
        }
    }
}
