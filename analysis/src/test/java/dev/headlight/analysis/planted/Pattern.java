package dev.headlight.analysis.planted;

import java.util.Arrays;
import java.util.Random;

/** How a head attends: fills row {@code i}'s attention to the keys 0 to i, which sums to 1. */
public interface Pattern {

    /**
     * Fills a row.
     *
     * @param ids the window's tokens [T]
     * @param i the query
     * @param a [i + 1], zeros
     * @param random of this head in this window
     */
    void fill(int[] ids, int i, double[] a, Random random);

    /** Which keys a head looks for. */
    interface Keys {
        boolean holds(int[] ids, int i, int j);
    }

    /** Uniform causal attention: what every null is. */
    static Pattern uniform() {
        return (ids, i, a, random) -> Arrays.fill(a, 1.0 / (i + 1));
    }

    /**
     * {@code share} of each row evenly over the keys looked for, the rest evenly over all keys but key 0. A row that
     * sees none of the keys is all rest. Without the sink the score of these keys is {@code null + share (1 -
     * null)}. Row 0 has key 0 alone.
     */
    static Pattern towards(double share, Keys keys) {
        return (ids, i, a, random) -> {
            if (i == 0) {
                a[0] = 1;
                return;
            }
            int held = 0;
            for (int j = 1; j <= i; j++) {
                held += keys.holds(ids, i, j) ? 1 : 0;
            }
            double given = held == 0 ? 0 : share;
            for (int j = 1; j <= i; j++) {
                a[j] = (1 - given) / i + (keys.holds(ids, i, j) ? given / held : 0);
            }
        };
    }

    /**
     * Attention that falls with distance as {@code P(d) / u(d) = d^-exponent} for {@code d >= 1} exactly, key 0 left
     * out: a key at distance d gets {@code d^-exponent / i}, the query's own key what is left.
     */
    static Pattern decay(double exponent) {
        return (ids, i, a, random) -> {
            if (i == 0) {
                a[0] = 1;
                return;
            }
            double rest = 1;
            for (int d = 1; d < i; d++) {
                a[i - d] = Math.pow(d, -exponent) / i;
                rest -= a[i - d];
            }
            a[i] = rest;
        };
    }

    /** {@code share} to key 0, the rest as another pattern, which gives key 0 nothing. */
    static Pattern sink(double share, Pattern rest) {
        return (ids, i, a, random) -> {
            rest.fill(ids, i, a, random);
            for (int j = 0; j <= i; j++) {
                a[j] *= 1 - share;
            }
            a[0] += share;
        };
    }

    /**
     * No preference: weights {@code exp(sd z)} with z normal, as likely for one key as for another, so every score
     * that is a sum of attention has the uniform null as its expectation. How narrow the attention is differs from
     * window to window: {@code sd} is itself drawn.
     */
    static Pattern exchangeable() {
        return (ids, i, a, random) -> {
            double sd = 0.3 + 1.5 * new Random(31L * Arrays.hashCode(ids) + 7).nextDouble();
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                a[j] = Math.exp(sd * random.nextGaussian());
                sum += a[j];
            }
            for (int j = 0; j <= i; j++) {
                a[j] /= sum;
            }
        };
    }
}
