package dev.headlight.model.tokenizer;

import java.util.Arrays;

/** Ints that are added one by one. */
final class IntList {

    private int[] values;
    private int size;

    IntList(int expected) {
        values = new int[Math.max(8, expected)];
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    boolean endsWith(int value) {
        return size > 0 && values[size - 1] == value;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
