package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Gradients of a loss that is written naively in double precision, by central differences. */
final class FiniteDifferences {

    private static final double STEP = 1e-6;

    private FiniteDifferences() {}

    static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }

    /** {@code sum_i a[i] b[i]}: a loss whose gradient by {@code b} is {@code a}. */
    static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /**
     * Compares a gradient by {@code x} with the differences of {@code loss}, at no more than some 60 elements spread
     * over the array, the last among them; {@code loss} reads {@code x}.
     */
    static void check(
            String what,
            ToDoubleFunction<double[]> loss,
            double[] x,
            float[] gradient,
            double tolerance) {
        assertThat(gradient.length).isGreaterThanOrEqualTo(x.length);
        int apart = Math.max(1, x.length / 60);
        for (int i = x.length - 1; i >= 0; i -= apart) {
            double at = x[i];
            x[i] = at + STEP;
            double above = loss.applyAsDouble(x);
            x[i] = at - STEP;
            double below = loss.applyAsDouble(x);
            x[i] = at;
            double expected = (above - below) / (2 * STEP);
            assertThat((double) gradient[i])
                    .as("%s at %d", what, i)
                    .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
        }
    }
}
