package dev.headlight.benchmarks;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;

/**
 * What a training step must compute at least: 6 operations a token for every weight that is multiplied (2 forward, 4
 * backward), and three times the forward pass of causal attention, {@code 6 nHeads dHead (T + 1)} a layer and token.
 * Nothing that is made again counts.
 */
record StepCost(ModelConfig config, double flopsPerToken) {

    static StepCost of(ModelConfig c) {
        double queries = (double) c.nHeads() * c.dHead();
        double keys = (double) c.nKvHeads() * c.dHead();
        int raising = c.normalization() == Normalization.RMS_NORM ? 2 : 1; // gate and up
        double weights =
                c.nLayers()
                                * c.dModel()
                                * (2 * queries + 2 * keys + (raising + 1.0) * c.dFeedForward())
                        + (double) c.vocab() * c.dModel();
        return new StepCost(c, 6 * weights + 6 * c.nLayers() * queries * (c.context() + 1));
    }

    /**
     * GFLOP/s of our own matrix product where it is fastest: the better of the feed-forward block's two shapes, {@code
     * [n, dModel]} by {@code [dModel, dFeedForward]} and back.
     */
    double measuredSpeed(Workers workers, int n) {
        return Math.max(
                speed(workers, n, config.dModel(), config.dFeedForward()),
                speed(workers, n, config.dFeedForward(), config.dModel()));
    }

    private static double speed(Workers workers, int m, int k, int n) {
        FloatMatrix a = MatrixProductBenchmark.random(m, k);
        FloatMatrix b = MatrixProductBenchmark.random(k, n);
        float[] c = new float[m * n];
        double nanos =
                new Stopwatch(workers.threads(), 0.7)
                        .best(() -> MatrixProduct.multiply(workers, a, b, c, 0, n, false));
        return 2.0 * m * k * n / nanos;
    }
}
