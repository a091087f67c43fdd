package dev.headlight.engine;

/**
 * Rows in an array that may stand apart, as the queries do in a buffer that holds queries, keys and values side
 * by side: row {@code t} starts at {@code data[offset + t * step]}.
 */
public record FloatRows(float[] data, int offset, int step) {

    public FloatRows {
        if (offset < 0 || step <= 0) {
            throw new IllegalArgumentException("offset " + offset + ", step " + step);
        }
    }

    /** Where row {@code t} starts. */
    int at(int t) {
        return offset + t * step;
    }

    void requireRows(String name, int rows, int width) {
        if (rows > 0 && offset + (rows - 1L) * step + width > data.length) {
            throw new IllegalArgumentException(
                    name + ": " + rows + " rows of " + width + " in an array of " + data.length);
        }
    }
}
