package dev.headlight.training.data;

import java.util.Arrays;

/**
 * Pieces of a row of tokens, read as if they stood one behind the other: all that is for training, or all that is
 * held out. Pieces that touch are one.
 */
final class Regions {

    private final TokenSource source;
    private long[] starts = new long[16]; // where a piece is in the source
    private long[] offsets = new long[17]; // where it is in the row of pieces; one more than pieces
    private int count;

    Regions(TokenSource source) {
        this.source = source;
    }

    /** Adds a piece behind those there are. */
    void add(long start, long end) {
        if (start == end) {
            return;
        }
        if (count > 0 && starts[count - 1] + offsets[count] - offsets[count - 1] == start) {
            offsets[count] += end - start;
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count + 1);
        }
        starts[count] = start;
        offsets[count + 1] = offsets[count] + end - start;
        count++;
    }

    long tokens() {
        return offsets[count];
    }

    /** Copies {@code length} tokens from place {@code from} of the row of pieces. */
    void copy(long from, int length, int[] into, int at) {
        int piece = Arrays.binarySearch(offsets, 0, count + 1, from);
        piece = piece < 0 ? -piece - 2 : piece;
        long position = from;
        int to = at;
        int left = length;
        while (left > 0) {
            int n = (int) Math.min(left, offsets[piece + 1] - position);
            source.copy(starts[piece] + position - offsets[piece], n, into, to);
            position += n;
            to += n;
            left -= n;
            piece++;
        }
    }
}
