package dev.headlight.engine;

/** The logarithm of a softmax's denominator, of a row of logits that is there. */
public final class LogSumExp {

    private LogSumExp() {}

    /**
     * {@code ln sum_i exp x[at + i]}, in nats.
     *
     * @param n 1 or more
     */
    public static double of(float[] x, int at, int n) {
        float largest = Kernels.ROW.max(x, at, n);
        return largest + Math.log(Kernels.ROW.sumExp(x, at, n, largest));
    }
}
