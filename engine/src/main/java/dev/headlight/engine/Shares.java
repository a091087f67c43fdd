package dev.headlight.engine;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Pieces of work that some threads take one after another: each first those of its own share, from the first on, then what the
 * others have not begun. Shares of every job are cut alike, so what a thread wrote in one operation it mostly reads in the next,
 * from its own cache, and a thread that other load slows down still takes fewer.
 */
final class Shares {

    /** Counters stand this far apart, each in a cache line of its own. */
    private static final int APART = 16;

    private final int[] starts;
    private final AtomicIntegerArray next;

    /** Share {@code t} is {@code starts[t] .. starts[t + 1] - 1}. */
    Shares(int... starts) {
        this.starts = starts;
        next = new AtomicIntegerArray((starts.length - 1) * APART);
    }

    /** Equal shares of {@code count} pieces. */
    static Shares of(int count, int threads) {
        int[] starts = new int[threads + 1];
        for (int t = 0; t <= threads; t++) {
            starts[t] = start(count, t, threads);
        }
        return new Shares(starts);
    }

    /** Where share {@code t} of {@code count} begins. */
    static int start(int count, int t, int threads) {
        return (int) ((long) count * t / threads);
    }

    /** All pieces. */
    int count() {
        return starts[starts.length - 1];
    }

    /** The next piece for thread {@code self}, or -1 where none is left. */
    int take(int self) {
        int threads = starts.length - 1;
        for (int i = 0; i < threads; i++) {
            int t = (self + i) % threads;
            int size = starts[t + 1] - starts[t];
            if (next.get(t * APART) < size) {
                int piece = next.getAndIncrement(t * APART);
                if (piece < size) {
                    return starts[t] + piece;
                }
            }
        }
        return -1;
    }

    /** Takes all that is left; returns how many those were. */
    int takeAll() {
        int left = 0;
        for (int t = 0; t + 1 < starts.length; t++) {
            int size = starts[t + 1] - starts[t];
            left += Math.max(0, size - next.getAndSet(t * APART, size));
        }
        return left;
    }
}
