package dev.headlight.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * The shortest time of many runs. On one thread it is the thread's processor time, so that other load on the machine
 * does not count (what it does to the caches does); on several it is the clock's.
 */
final class Stopwatch {

    private final boolean processorTime;
    private final double seconds;

    Stopwatch(int threads, double seconds) {
        processorTime = threads == 1;
        this.seconds = seconds;
    }

    private long now() {
        return processorTime
                ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    /** Nanoseconds of the fastest run within the time given to each measurement; at least five runs. */
    double best(Runnable run) {
        long best = Long.MAX_VALUE;
        long stop = now() + (long) (seconds * 1e9);
        for (int i = 0; i < 5 || now() < stop; i++) {
            long start = now();
            run.run();
            best = Math.min(best, now() - start);
        }
        return best;
    }
}
