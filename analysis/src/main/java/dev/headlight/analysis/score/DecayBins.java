package dev.headlight.analysis.score;

import java.util.Arrays;

/**
 * Bins of distance, the same for every document: 0, 1, 2, 3, 4, 5-7, and from 8 on two bins an octave
 * (8-10, 11-15, 16-22, 23-31, 32-44, ...), so that each power of two begins one.
 */
public final class DecayBins {

    private static final int SINGLES = 5;

    private DecayBins() {}

    /** How many bins hold the distances below {@code length}. */
    public static int count(int length) {
        int bins = 0;
        while (from(bins) < length) {
            bins++;
        }
        return bins;
    }

    /** The first distance of a bin. */
    public static int from(int bin) {
        if (bin <= SINGLES) {
            return bin;
        }
        int half = bin - SINGLES - 1;
        int octave = 8 << (half / 2);
        return half % 2 == 0 ? octave : (int) Math.floor(octave * Math.sqrt(2));
    }

    /** The last distance of a bin, though windows may be shorter. */
    public static int to(int bin) {
        return from(bin + 1) - 1;
    }

    /** {@link #from(int)} of the first {@code bins} bins. */
    public static int[] froms(int bins) {
        int[] all = new int[bins];
        Arrays.setAll(all, DecayBins::from);
        return all;
    }

    /** {@link #to(int)} of the first {@code bins} bins. */
    public static int[] tos(int bins) {
        int[] all = new int[bins];
        Arrays.setAll(all, DecayBins::to);
        return all;
    }
}
