package dev.headlight.model.tokenizer;

import java.util.Arrays;

/** Non-negative longs to non-negative ints: open addressing, at most half full. */
final class LongMap {

    private static final int NONE = -1;

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    LongMap() {
        Arrays.fill(keys, NONE);
    }

    /** The value of a key, or -1. */
    int valueOf(long key) {
        int slot = slotOf(key);
        return keys[slot] == key ? values[slot] : NONE;
    }

    void put(long key, int value) {
        int slot = slotOf(key);
        if (keys[slot] == NONE) {
            if (2 * (size + 1) > keys.length) {
                grow();
                slot = slotOf(key);
            }
            size++;
            keys[slot] = key;
        }
        values[slot] = value;
    }

    /** Where a key stands, or would. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        // Fibonacci hashing: the high bits of the product depend on all bits of the key.
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[slot] != NONE && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(keys, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
