package dev.headlight.training;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters;
import java.util.Arrays;

/** The machine's speed at matrix products and what a token of a model asks of it: the measure of a trainer. */
public final class ProductSpeed {

    private static final int M = 768;
    private static final int K = 384;
    private static final int N = 768;
    private static final long WARM_NANOS = 400_000_000;
    private static final int TIMES = 5;

    private ProductSpeed() {}

    /** Floating-point operations a second of our own product, the best of a few: half a second's work. */
    public static double measure(Workers workers) {
        float[] a = new float[M * K];
        float[] b = new float[K * N];
        float[] c = new float[M * N];
        Arrays.fill(a, 0.5f);
        Arrays.fill(b, 0.25f);
        var left = new FloatMatrix(a, 0, M, K, K, 1);
        var right = new FloatMatrix(b, 0, K, N, N, 1);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < WARM_NANOS) {
            MatrixProduct.multiply(workers, left, right, c, 0, N, false);
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long from = System.nanoTime();
            MatrixProduct.multiply(workers, left, right, c, 0, N, false);
            best = Math.min(best, System.nanoTime() - from);
        }
        return 2.0 * M * K * N / best * 1e9;
    }

    /**
     * Floating-point operations of a token in training: six a weight that is multiplied (the embedding is looked up),
     * and {@code 6 nHeads dHead (T + 1)} a layer for causal attention.
     */
    public static double flopsPerToken(Parameters parameters) {
        ModelConfig c = parameters.config();
        double lookedUp = c.tiedEmbeddings() ? 0 : (double) c.vocab() * c.dModel();
        if (c.positions() instanceof ModelConfig.LearnedPositions) {
            lookedUp += (double) c.context() * c.dModel();
        }
        double attention = 6.0 * c.nLayers() * c.nHeads() * c.dHead() * (c.context() + 1);
        return 6 * (parameters.count() - lookedUp) + attention;
    }
}
