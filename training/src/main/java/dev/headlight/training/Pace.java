package dev.headlight.training;

/** How fast the steps since the last report were, without what came between them. */
final class Pace {

    private final double productSpeed;
    private final double flopsPerToken;
    private long begun;
    private long nanos;
    private long tokens;

    /**
     * @param productSpeed floating-point operations a second of the machine's matrix product
     * @param flopsPerToken of a training step
     */
    Pace(double productSpeed, double flopsPerToken) {
        this.productSpeed = productSpeed;
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

    /** The share of the product's speed that the steps' arithmetic took. */
    double share() {
        return tokensPerSecond() * flopsPerToken / productSpeed;
    }

    void clear() {
        nanos = 0;
        tokens = 0;
    }
}
