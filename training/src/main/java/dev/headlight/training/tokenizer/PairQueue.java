package dev.headlight.training.tokenizer;

import java.util.Arrays;

/**
 * Pairs by how often they came when they were put in: the most frequent first, of equals the one with the
 * smaller symbols. An entry is never changed or taken out of the middle; whoever takes one out compares its
 * count with the present one and puts it back where the pair has become rarer (lazy deletion).
 */
final class PairQueue {

    private long[] counts = new long[1 << 10];
    private long[] pairs = new long[1 << 10];
    private int[] slots = new int[1 << 10];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    long firstCount() {
        return counts[0];
    }

    int firstSlot() {
        return slots[0];
    }

    void put(long count, long pair, int slot) {
        if (size == counts.length) {
            counts = Arrays.copyOf(counts, 2 * size);
            pairs = Arrays.copyOf(pairs, 2 * size);
            slots = Arrays.copyOf(slots, 2 * size);
        }
        int at = size++;
        while (at > 0 && before(count, pair, (at - 1) >> 1)) {
            move((at - 1) >> 1, at);
            at = (at - 1) >> 1;
        }
        set(at, count, pair, slot);
    }

    void removeFirst() {
        size--;
        long count = counts[size];
        long pair = pairs[size];
        int slot = slots[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && before(counts[child + 1], pairs[child + 1], child)) {
                child++;
            }
            if (!before(counts[child], pairs[child], count, pair)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, count, pair, slot);
    }

    private boolean before(long count, long pair, int other) {
        return before(count, pair, counts[other], pairs[other]);
    }

    private static boolean before(long count, long pair, long otherCount, long otherPair) {
        return count > otherCount || count == otherCount && pair < otherPair;
    }

    private void move(int from, int to) {
        set(to, counts[from], pairs[from], slots[from]);
    }

    private void set(int at, long count, long pair, int slot) {
        counts[at] = count;
        pairs[at] = pair;
        slots[at] = slot;
    }
}
