package dev.headlight.training;

import java.util.function.DoubleSupplier;

/** How fast the steps since the last report were, without what came between them. */
final class Pace {

    private final DoubleSupplier measured;
    private final double flopsPerToken;
    private double productSpeed = Double.NaN;
    private long begun;
    private long nanos;
    private long tokens;

    /**
     * @param productSpeed measures the floating-point operations a second of the machine's matrix product; asked
     *     once, after the first steps: before them the compiler has not done with the kernels
     * @param flopsPerToken of a training step
     */
    Pace(DoubleSupplier productSpeed, double flopsPerToken) {
        this.measured = productSpeed;
        this.flopsPerToken = flopsPerToken;
    }

    void begin() {
        begun = System.nanoTime();
    }

    void end(long tokensOfStep) {
        nanos += System.nanoTime() - begun;
        tokens += tokensOfStep;
    }

    /** NaN where there was no step. */
    double tokensPerSecond() {
        return tokens / (nanos / 1e9);
    }

    /** The share of the product's speed that the steps' arithmetic took; NaN where there was no step. */
    double share() {
        if (tokens == 0) {
            return Double.NaN;
        }
        if (Double.isNaN(productSpeed)) {
            productSpeed = measured.getAsDouble();
        }
        return tokensPerSecond() * flopsPerToken / productSpeed;
    }

    void clear() {
        nanos = 0;
        tokens = 0;
    }
}
