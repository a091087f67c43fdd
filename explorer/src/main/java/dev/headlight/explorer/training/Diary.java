package dev.headlight.explorer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has happened in a run, in order, for any number of readers, each at its own place. A reader that comes later reads
 * from the beginning.
 */
public final class Diary {

    private static final int MOST = 20_000;

    private final List<Map<String, Object>> entries = new ArrayList<>(); // guarded by this

    /** Adds what has happened; of steps, once there are very many, no more are kept. */
    synchronized void add(Map<String, Object> entry) {
        if (entries.size() < MOST || !"step".equals(entry.get("kind"))) {
            entries.add(entry);
            notifyAll();
        }
    }

    /**
     * What follows a place; waits until there is something, or the time is up.
     *
     * @param from entries that the reader has
     */
    public synchronized List<Map<String, Object>> after(int from, long millis)
            throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        while (entries.size() <= from) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return List.of();
            }
            wait(left);
        }
        return List.copyOf(entries.subList(from, entries.size()));
    }
}
