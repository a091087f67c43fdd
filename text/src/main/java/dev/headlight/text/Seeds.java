package dev.headlight.text;

/** Seeds of the generators of single documents. */
final class Seeds {

    private Seeds() {}

    /** The seed of document {@code n}: neighbours have unlike generators. */
    static long of(long seed, long n) {
        return mix(mix(seed) + n);
    }

    /** SplitMix64's finaliser (Steele et al. 2014): neighbouring seeds give unlike generators. */
    private static long mix(long z) {
        long a = (z + 0x9E3779B97F4A7C15L ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
