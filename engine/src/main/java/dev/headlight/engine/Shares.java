package dev.headlight.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Pieces of work that some threads take one after another: each first those of its own share, from the first on, then what the
 * others have not begun. Shares of every job are cut alike, so what a thread wrote in one operation it mostly reads in the next,
 * from its own cache, and a thread that other load slows down still takes fewer.
 */
final class Shares {

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    private final int threads;

    /** Where each share starts and the last ends, then how many of each are taken: one array, as every job makes one. */
    private final int[] state;

    /** Shares of as many pieces as {@link #add} will say. */
    Shares(int threads) {
        this.threads = threads;
        state = new int[2 * threads + 1];
    }

    /** The share of thread {@code t}, once those of the threads before are there. */
    void add(int t, int pieces) {
        state[t + 1] = state[t] + pieces;
    }

    /** Equal shares of {@code count} pieces. */
    static Shares of(int count, int threads) {
        Shares shares = new Shares(threads);
        for (int t = 0; t < threads; t++) {
            shares.add(t, start(count, t + 1, threads) - start(count, t, threads));
        }
        return shares;
    }

    /** Where share {@code t} of {@code count} begins. */
    static int start(int count, int t, int threads) {
        return (int) ((long) count * t / threads);
    }

    /** All pieces. */
    int count() {
        return state[threads];
    }

    /** The next piece for thread {@code self}, or -1 where none is left. */
    int take(int self) {
        for (int i = 0; i < threads; i++) {
            int t = (self + i) % threads;
            int size = state[t + 1] - state[t];
            int taken = threads + 1 + t;
            if ((int) ELEMENT.getVolatile(state, taken) < size) {
                int piece = (int) ELEMENT.getAndAdd(state, taken, 1);
                if (piece < size) {
                    return state[t] + piece;
                }
            }
        }
        return -1;
    }

    /** Takes all that is left; returns how many those were. */
    int takeAll() {
        int left = 0;
        for (int t = 0; t < threads; t++) {
            int size = state[t + 1] - state[t];
            left += Math.max(0, size - (int) ELEMENT.getAndSet(state, threads + 1 + t, size));
        }
        return left;
    }
}
