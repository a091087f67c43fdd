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

    /**
     * A cache of its own that begins with positions of this one.
     *
     * @param positions how many of them, at most {@link #length}
     * @param capacity positions that will fit
     */
    public KeyValueCache beginning(int positions, int capacity) {
        if (positions < 0 || positions > length || positions > capacity) {
            throw new IllegalArgumentException(
                    positions + " of " + length + " positions into " + capacity);
        }
        return new KeyValueCache(this, positions, capacity);
    }

    private KeyValueCache(KeyValueCache of, int positions, int capacity) {
        this.capacity = capacity;
        length = positions;
        for (int l = 0; l < of.keys.size(); l++) {
            int width = of.keys.get(l).length / of.capacity;
            float[] key = new float[Math.multiplyExact(capacity, width)];
            float[] value = new float[key.length];
            System.arraycopy(of.keys.get(l), 0, key, 0, positions * width);
            System.arraycopy(of.values.get(l), 0, value, 0, positions * width);
            keys.add(key);
            values.add(value);
        }
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
