package dev.headlight.analysis.simulation;

import java.util.Arrays;
import java.util.Random;

/**
 * Where the figures of documents come from: a law with a known mean.
 *
 * @param name in words
 * @param mean the truth
 * @param covered whether intervals of 40 and more units are expected to hold the truth in 93 to 97% of cases
 * @param sample draws the figures of {@code n} units
 */
record Population(String name, double mean, boolean covered, Sample sample) {

    /** Draws the figures of units. */
    interface Sample {
        double[] draw(Random random, int n);
    }

    private interface One {
        double draw(Random random);
    }

    private static Population independent(String name, double mean, boolean covered, One one) {
        return new Population(
                name,
                mean,
                covered,
                (random, n) -> {
                    double[] x = new double[n];
                    Arrays.setAll(x, i -> one.draw(random));
                    return x;
                });
    }

    static final Population NORMAL =
            independent("normal", 0.3, true, r -> 0.3 + 0.1 * r.nextGaussian());

    /** Documents of two kinds that a head treats differently, four of prose to one of code. */
    static final Population TWO_KINDS =
            independent(
                    "two kinds of documents",
                    0.8 * 0.2 + 0.2 * 0.5,
                    true,
                    r ->
                            r.nextInt(5) == 0
                                    ? 0.5 + 0.05 * r.nextGaussian()
                                    : 0.2 + 0.03 * r.nextGaussian());

    /** Few tokens in most documents, many in some: the noise of a figure falls with the root of the length. */
    static final Population LENGTHS =
            independent(
                    "unequal lengths",
                    0.3,
                    true,
                    r -> 0.3 + 0.05 * r.nextGaussian() + r.nextGaussian() / Math.sqrt(length(r)));

    private static double length(Random random) {
        return 20 * Math.exp(1.2 * Math.abs(random.nextGaussian()));
    }

    /** A score that most documents have little of: log-normal, skewness 1.75. */
    static final Population SKEWED =
            independent(
                    "skewed (log-normal)",
                    0.1 * Math.exp(0.125),
                    true,
                    r -> 0.1 * Math.exp(0.5 * r.nextGaussian()));

    /** A score that nearly all documents lack. */
    static final Population RARE =
            independent(
                    "rare (one document in ten)",
                    0.05,
                    false,
                    r -> r.nextInt(10) == 0 ? r.nextDouble() : 0);

    /** Windows of one text, each like the one before it: an autoregression of the first order. */
    static Population windows(double correlation) {
        return new Population(
                "windows of one text, correlation " + correlation,
                0.3,
                false,
                (random, n) -> {
                    double[] x = new double[n];
                    double last = random.nextGaussian();
                    for (int i = 0; i < n; i++) {
                        x[i] = 0.3 + 0.1 * last;
                        last =
                                correlation * last
                                        + Math.sqrt(1 - correlation * correlation)
                                                * random.nextGaussian();
                    }
                    return x;
                });
    }
}
