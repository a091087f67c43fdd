package dev.headlight.tutorial.adding;

import dev.headlight.text.UsageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The weights of one head that reads plain numbers: {@code X} is {@code [T, 1]}, so each of {@code W_q, W_k, W_v} is
 * {@code [1, dHead]}.
 *
 * @param q {@code [dHead]}
 * @param k {@code [dHead]}
 * @param v {@code [dHead]}
 */
public record HeadWeights(float[] q, float[] k, float[] v) {

    /** Widest head that can be asked for. */
    public static final int MOST = 256;

    /**
     * The weights of lesson 1.
     */
    public static final HeadWeights LESSON = of(0.5, 0.3, 1);

    /**
     * Weights of equal widths.
     *
     * @throws UsageException where they differ, or a width or a value is out of bounds
     */
    public HeadWeights {
        if (q.length != k.length || k.length != v.length) {
            throw new UsageException(
                    "W_q has "
                            + columns(q.length)
                            + ", W_k "
                            + k.length
                            + " and W_v "
                            + v.length
                            + "; a head's three have the same width.");
        }
        if (q.length == 0 || q.length > MOST) {
            throw new UsageException(
                    "a head of width " + q.length + "; give 1 to " + MOST + " columns.");
        }
        for (float[] w : new float[][] {q, k, v}) {
            for (float x : w) {
                if (!Float.isFinite(x)) {
                    throw new UsageException("a weight is " + x + "; give finite numbers.");
                }
            }
        }
    }

    private static String columns(int n) {
        return n == 1 ? "1 column" : n + " columns";
    }

    /** A head one wide. */
    public static HeadWeights of(double q, double k, double v) {
        return new HeadWeights(
                new float[] {(float) q}, new float[] {(float) k}, new float[] {(float) v});
    }

    /** {@code W_q = 0}: all scores are 0, every number is read alike, and the sum is exact. */
    public static HeadWeights uniform(int dHead) {
        return new HeadWeights(new float[dHead], filled(dHead, 1), filled(dHead, 1));
    }

    /** All ones: queries, keys and values are the numbers themselves. */
    public static HeadWeights identity(int dHead) {
        return new HeadWeights(filled(dHead, 1), filled(dHead, 1), filled(dHead, 1));
    }

    /** Drawn from a normal distribution around 0. */
    public static HeadWeights normal(int dHead, double deviation, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[][] w = new float[3][dHead];
        for (float[] each : w) {
            for (int i = 0; i < dHead; i++) {
                each[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return new HeadWeights(w[0], w[1], w[2]);
    }

    private static float[] filled(int n, float value) {
        float[] w = new float[n];
        Arrays.fill(w, value);
        return w;
    }

    public int dHead() {
        return q.length;
    }
}
