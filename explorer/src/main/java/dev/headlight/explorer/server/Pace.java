package dev.headlight.explorer.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How fast one address may ask: a bucket of {@value #BURST} requests that fills again at {@value #PER_SECOND} a second.
 * A person who types and moves the pointer stays far below it.
 */
final class Pace {

    static final int BURST = 400;
    static final int PER_SECOND = 100;
    private static final int ADDRESSES = 1024;

    private static final class Bucket {
        private double left = BURST;
        private long at;

        Bucket(long now) {
            at = now;
        }
    }

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(); // guarded by this

    /**
     * Counts a request.
     *
     * @throws Refusal where there were too many
     */
    synchronized void check(String address, long nanoTime) {
        Bucket bucket = buckets.computeIfAbsent(address, a -> new Bucket(nanoTime));
        bucket.left = Math.min(BURST, bucket.left + (nanoTime - bucket.at) * 1e-9 * PER_SECOND);
        bucket.at = nanoTime;
        if (buckets.size() > ADDRESSES) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        if (bucket.left < 1) {
            throw new Refusal(429, "Too many requests at a time; wait a second.");
        }
        bucket.left--;
    }
}
