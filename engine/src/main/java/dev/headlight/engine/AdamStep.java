package dev.headlight.engine;

/**
 * One step of Adam with decoupled weight decay, element by element:
 *
 * <pre>
 * mean   = mean + (1 - beta1) (g - mean)
 * square = beta2 square + (1 - beta2) g^2
 * value  = (1 - lr decay) value - lr / (1 - beta1^t) mean / (sqrt(square / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Sources: Kingma and Ba 2015 (arXiv 1412.6980); Loshchilov and Hutter 2019 (arXiv 1711.05101).
 */
public final class AdamStep {

    private AdamStep() {}

    /**
     * What is the same for all elements of a step.
     *
     * @param meanShare {@code 1 - beta1}
     * @param squareKeep {@code beta2}
     * @param squareShare {@code 1 - beta2}
     * @param rate {@code lr / (1 - beta1^t)}
     * @param rootScale {@code 1 / sqrt(1 - beta2^t)}
     * @param epsilon added to the root
     * @param keep {@code 1 - lr decay}
     */
    public record Factors(
            float meanShare,
            float squareKeep,
            float squareShare,
            float rate,
            float rootScale,
            float epsilon,
            float keep) {}

    /** Changes {@code values}, {@code mean} and {@code square}, all of the gradient's length. */
    public static void apply(
            Workers workers,
            float[] values,
            float[] gradient,
            float[] mean,
            float[] square,
            Factors factors) {
        int n = gradient.length;
        if (values.length != n || mean.length != n || square.length != n) {
            throw new IllegalArgumentException(
                    n
                            + " gradients for "
                            + values.length
                            + " values, "
                            + mean.length
                            + " means and "
                            + square.length
                            + " squares");
        }
        RowTasks.forRanges(
                workers,
                n,
                (from, to) -> Kernels.ADAM.step(values, gradient, mean, square, factors, from, to));
    }
}
