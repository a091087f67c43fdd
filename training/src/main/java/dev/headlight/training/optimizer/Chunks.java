package dev.headlight.training.optimizer;

import dev.headlight.engine.Workers;

/** Cuts arrays into pieces whose bounds do not depend on the number of threads, so that sums over them do not either. */
final class Chunks {

    /** Floats of a piece: some microseconds of work, where handing it over costs less than one. */
    static final int FLOATS = 1 << 14;

    private Chunks() {}

    /** Works on {@code [from, to)}. */
    interface Range {
        void accept(int from, int to);
    }

    /** How many pieces an array has. */
    static int count(int length) {
        return Math.ceilDiv(length, FLOATS);
    }

    /** Runs {@code range} for ranges that together are {@code [0, length)}. */
    static void forEach(Workers workers, int length, Range range) {
        workers.forEach(
                count(length), c -> range.accept(c * FLOATS, Math.min(length, (c + 1) * FLOATS)));
    }

    /** The sum of the squares of {@code x[from .. to - 1]}, in double precision and always in the same order. */
    static double squares(float[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < to; i++) {
            a += (double) x[i] * x[i];
        }
        return (a + b) + (c + d);
    }
}
