package dev.headlight.analysis.statistics;

/**
 * Random bits as a pure function of a counter: the output function of SplitMix64 (Steele, Lea, Flood
 * 2014, with Stafford's variant 13 constants). There is no state to share, so any figure drawn from it is
 * the same on any number of threads.
 */
final class SplitMix {

    static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix() {}

    /** Mixes 64 bits: a bijection in which every input bit moves every output bit. */
    static long mix(long x) {
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }

    /** Mixes two words. */
    static long mix(long a, long b) {
        return mix(mix(a + GOLDEN_GAMMA) ^ b);
    }

    /** A number in [0, 1) from the upper 53 bits. */
    static double uniform(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** A whole number in [0, bound), by multiplication; its bias is below {@code bound / 2^53}. */
    static int below(int bound, long bits) {
        return (int) (uniform(bits) * bound);
    }
}
