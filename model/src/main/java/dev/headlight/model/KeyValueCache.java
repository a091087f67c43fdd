package dev.headlight.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of the positions that have been run, layer by layer, so that the next token needs one
 * new row: {@code 2 nLayers capacity nKvHeads dHead} floats.
 */
public final class KeyValueCache {

    private final int capacity;
    private final List<float[]> keys = new ArrayList<>(); // nLayers x [capacity, nKvHeads, dHead]
    private final List<float[]> values = new ArrayList<>(); // nLayers x [capacity, nKvHeads, dHead]
    private int length;

    /** An empty cache for {@code capacity} positions. */
    public KeyValueCache(ModelConfig config, int capacity) {
        this.capacity = capacity;
        int size = Math.multiplyExact(capacity, config.nKvHeads() * config.dHead());
        for (int l = 0; l < config.nLayers(); l++) {
            keys.add(new float[size]);
            values.add(new float[size]);
        }
    }

    /** Bytes of a cache for {@code capacity} positions. */
    static long bytes(ModelConfig config, int capacity) {
        return 2L * Float.BYTES * config.nLayers() * capacity * config.nKvHeads() * config.dHead();
    }

    /** Positions that fit. */
    public int capacity() {
        return capacity;
    }

    /** Positions held. */
    public int length() {
        return length;
    }

    /** Forgets all but the first {@code length} positions. */
    public void truncate(int length) {
        if (length < 0 || length > this.length) {
            throw new IllegalArgumentException(length + " of " + this.length + " positions");
        }
        this.length = length;
    }

    void extend(int tokens) {
        length += tokens;
    }

    float[] key(int l) {
        return keys.get(l);
    }

    float[] value(int l) {
        return values.get(l);
    }
}
