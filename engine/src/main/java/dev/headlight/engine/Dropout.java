package dev.headlight.engine;

/**
 * Dropout (Srivastava et al. 2014): {@code y = x / (1 - rate)} with probability {@code 1 - rate}, else 0. Which
 * elements are dropped is a function of the seed and the element's index alone, so no mask is kept: the backward
 * pass makes it again, and any number of threads makes the same.
 */
public final class Dropout {

    private Dropout() {}

    /**
     * Drops elements of {@code x[0 .. n - 1]}.
     *
     * @param rate the share that is dropped, {@code 0 <= rate < 1}; kept to 24 bits
     * @param seed of this place and step; another for each, else the same elements are dropped
     * @param y output, overwritten, {@code [n]}; may be x
     */
    public static void forward(
            Workers workers, float[] x, int n, double rate, long seed, float[] y) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout rate " + rate);
        }
        int dropped = (int) Math.round(rate * (1 << 24));
        float scale = (float) (1 / (1 - rate));
        long mixed = mix(seed);
        int first = (int) mixed;
        int second = (int) (mixed >>> 32);
        RowTasks.forRanges(
                workers,
                n,
                (from, to) -> Kernels.DROPOUT.apply(x, y, from, to, first, second, dropped, scale));
    }

    /**
     * The gradient, the same map: {@code dx[i] = dy[i] / (1 - rate)} where the forward pass kept {@code i}, else 0.
     *
     * @param dx output, overwritten, {@code [n]}; may be dy
     */
    public static void backward(
            Workers workers, float[] dy, int n, double rate, long seed, float[] dx) {
        forward(workers, dy, n, rate, seed, dx);
    }

    /** Spreads neighbouring seeds over all bits: the finaliser of SplitMix64 (Steele et al. 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
