package dev.headlight.tutorial.adding;

import java.util.random.RandomGenerator;

/**
 * Sequences of numbers whose sum is asked for.
 *
 * @param T numbers a sequence
 * @param x {@code [count, T]}
 */
public record Pairs(int T, float[] x) {

    /** All pairs of whole numbers from {@code least} to {@code most}. */
    public static Pairs whole(int least, int most) {
        int n = most - least + 1;
        float[] x = new float[n * n * 2];
        for (int i = 0; i < n * n; i++) {
            x[2 * i] = least + i / n;
            x[2 * i + 1] = least + i % n;
        }
        return new Pairs(2, x);
    }

    /** Pairs drawn evenly from an interval. */
    public static Pairs drawn(RandomGenerator random, int count, double least, double most) {
        float[] x = new float[count * 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (least + (most - least) * random.nextDouble());
        }
        return new Pairs(2, x);
    }

    public int count() {
        return x.length / T;
    }

    /** The sum that sequence {@code b} asks for. */
    public double target(int b) {
        double sum = 0;
        for (int t = 0; t < T; t++) {
            sum += x[b * T + t];
        }
        return sum;
    }
}
