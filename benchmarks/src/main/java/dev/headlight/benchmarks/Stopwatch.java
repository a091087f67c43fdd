package dev.headlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

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
        return best(new Runnable[] {run})[0];
    }

    /** The same of several, run in turns, so that a drift of the machine's clock meets all of them. */
    double[] best(Runnable... runs) {
        double[] best = new double[runs.length];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        long stop = now() + (long) (seconds * runs.length * 1e9);
        for (int turn = 0; turn < 5 || now() < stop; turn++) {
            for (int i = 0; i < runs.length; i++) {
                long start = now();
                runs[i].run();
                best[i] = Math.min(best[i], (double) (now() - start));
            }
        }
        return best;
    }
}
