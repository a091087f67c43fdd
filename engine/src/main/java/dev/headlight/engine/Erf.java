package dev.headlight.engine;

/** The complementary error function {@code erfc(x) = 2 / sqrt(pi) * integral from x of e^(-t^2)}. */
final class Erf {

    private Erf() {}

    /**
     * {@code erfc(x)} for {@code x >= 0} in double precision: below 2 from the Maclaurin series of erf, above by
     * the continued fraction 7.1.14 of Abramowitz and Stegun, 60 terms deep.
     */
    static double erfc(double x) {
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = x;
        for (int n = 60; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
