package dev.headlight.engine;

import java.util.SplittableRandom;

/** Random arrays for the tests, the same for the same seed. */
final class RandomFloats {

    private RandomFloats() {}

    /** {@code n} floats, uniform in {@code [-range / 2, range / 2)}. */
    static float[] of(int n, long seed, double range) {
        var random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) ((random.nextDouble() - 0.5) * range);
        }
        return x;
    }
}
