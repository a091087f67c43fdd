package dev.headlight.tutorial.digits;

import java.util.Arrays;

/**
 * A way in which ten digits could lie: as the values of one or two functions of the digit. The circles are the Fourier
 * components over {@code Z/10}; together they hold any arrangement, and a line is spread over several of them.
 */
enum DigitShape {
    /** {@code d}. */
    LINE("a line: 0, 1, 2 ... 9", 0),
    /** {@code cos(2 pi d / 10), sin(2 pi d / 10)}. */
    ONCE("a circle: after 9 comes 0", 1),
    TWICE("twice round: 0 by 5, 1 by 6", 2),
    THRICE("three times round", 3),
    FOUR_TIMES("four times round", 4),
    /** {@code (-1)^d}. */
    PARITY("even and odd", 5);

    /** Digits. */
    static final int COUNT = 10;

    private final String words;
    private final int rounds;

    DigitShape(String words, int rounds) {
        this.words = words;
        this.rounds = rounds;
    }

    /** As a table says it. */
    String words() {
        return words;
    }

    /** Orthonormal functions of the digit, of mean 0: {@code [1 or 2][10]}. */
    double[][] functions() {
        double[] first = new double[COUNT];
        double[] second = new double[COUNT];
        for (int d = 0; d < COUNT; d++) {
            double angle = 2 * Math.PI * rounds * d / COUNT;
            first[d] = this == LINE ? d - (COUNT - 1) / 2.0 : Math.cos(angle);
            second[d] = Math.sin(angle);
        }
        normalize(first);
        if (this == LINE || this == PARITY) {
            return new double[][] {first};
        }
        normalize(second);
        return new double[][] {first, second};
    }

    /** Share of the spread that digits in a random order are expected to have on it: functions over 9. */
    double chance() {
        return functions().length / (COUNT - 1.0);
    }

    private static void normalize(double[] v) {
        double length = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
        for (int i = 0; i < v.length; i++) {
            v[i] /= length;
        }
    }
}
