package dev.headlight.training.data;

/** Random numbers without a state: a hash of what they are for. */
final class Mixing {

    private Mixing() {}

    /** SplitMix64's finaliser (Steele et al. 2014) of a hash so far and one number more. */
    static long mix(long hash, long value) {
        long z = (hash ^ value * 0xD1B54A32D192ED03L) + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** A hash as a number from 0 to {@code bound - 1}: the high half of the product (Lemire 2019). */
    static long below(long hash, long bound) {
        return Math.unsignedMultiplyHigh(hash, bound);
    }
}
