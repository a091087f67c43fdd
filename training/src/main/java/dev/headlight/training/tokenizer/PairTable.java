package dev.headlight.training.tokenizer;

import java.util.Arrays;

/**
 * Pairs of neighbouring symbols: how often each stands in the text, and in which words it may be found. A pair
 * is {@code left << 32 | right}; each has a slot, a number from 0 in the order of their coming.
 */
final class PairTable {

    private static final long NONE = -1;

    private long[] keys = new long[1 << 12]; // open addressing, at most half full
    private int[] slots = new int[1 << 12];
    private long[] pairs = new long[1 << 11];
    private long[] counts = new long[1 << 11];
    private int[][] words = new int[1 << 11][];
    private int[] wordCounts = new int[1 << 11];
    private int size;

    PairTable() {
        Arrays.fill(keys, NONE);
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    static int left(long pair) {
        return (int) (pair >>> 32);
    }

    static int right(long pair) {
        return (int) pair;
    }

    int size() {
        return size;
    }

    long pair(int slot) {
        return pairs[slot];
    }

    long count(int slot) {
        return counts[slot];
    }

    void clear(int slot) {
        counts[slot] = 0;
        words[slot] = new int[0];
        wordCounts[slot] = 0;
    }

    /** [{@link #wordCount}] words that held the pair when it was added, each once in a row. */
    int[] words(int slot) {
        return words[slot];
    }

    int wordCount(int slot) {
        return wordCounts[slot];
    }

    void subtract(long pair, long times) {
        counts[slot(pair)] -= times;
    }

    /** Counts a pair in a word and returns its slot. */
    int add(long pair, long times, int word) {
        int slot = slot(pair);
        counts[slot] += times;
        int n = wordCounts[slot];
        if (n == 0 || words[slot][n - 1] != word) {
            if (n == words[slot].length) {
                words[slot] = Arrays.copyOf(words[slot], Math.max(4, 2 * n));
            }
            words[slot][n] = word;
            wordCounts[slot] = n + 1;
        }
        return slot;
    }

    private int slot(long pair) {
        int at = place(pair);
        if (keys[at] == pair) {
            return slots[at];
        }
        if (2 * (size + 1) > keys.length) {
            grow();
            at = place(pair);
        }
        keys[at] = pair;
        slots[at] = size;
        pairs[size] = pair;
        words[size] = new int[0];
        return size++;
    }

    private int place(long pair) {
        int mask = keys.length - 1;
        // Fibonacci hashing: the high bits of the product depend on all bits of the pair.
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[at] != NONE && keys[at] != pair) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        pairs = Arrays.copyOf(pairs, 2 * pairs.length);
        counts = Arrays.copyOf(counts, pairs.length);
        words = Arrays.copyOf(words, pairs.length);
        wordCounts = Arrays.copyOf(wordCounts, pairs.length);
        keys = new long[2 * keys.length];
        slots = new int[keys.length];
        Arrays.fill(keys, NONE);
        for (int slot = 0; slot < size; slot++) {
            int at = place(pairs[slot]);
            keys[at] = pairs[slot];
            slots[at] = slot;
        }
    }
}
