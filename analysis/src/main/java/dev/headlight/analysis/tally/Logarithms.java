package dev.headlight.analysis.tally;

/** {@code 1 / ln n} and {@code ln n} for small n: a row of every head asks for two. */
final class Logarithms {

    private static volatile double[] inverse = table(1024);

    private Logarithms() {}

    /** {@code 1 / ln n} for every n below {@code length}; 0 for n = 0 and 1. */
    static double[] inverse(int length) {
        double[] table = inverse;
        if (table.length < length) {
            table = table(Math.max(length, 2 * table.length));
            inverse = table;
        }
        return table;
    }

    private static double[] table(int length) {
        double[] table = new double[length];
        for (int n = 2; n < length; n++) {
            table[n] = 1 / Math.log(n);
        }
        return table;
    }
}
