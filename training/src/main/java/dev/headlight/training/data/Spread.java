package dev.headlight.training.data;

/** An order of the numbers from 0 to n - 1 whose beginnings are spread over all of them. */
final class Spread {

    private Spread() {}

    /** The number at place {@code index}: steps of about n times the golden ratio, around in a circle. */
    static int place(int index, int n) {
        long step = Math.max(1, Math.round(n * 0.6180339887498949));
        while (greatestCommonDivisor(step, n) != 1) {
            step++;
        }
        return (int) (index * step % n);
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
