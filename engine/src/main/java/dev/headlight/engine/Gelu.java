package dev.headlight.engine;

/** The Gaussian error linear unit, exact or in its usual approximation. */
public enum Gelu {
    /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
    ERF,
    /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}, "gelu_new" of GPT-2. */
    TANH;

    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    /** {@code y[i] = gelu(x[i])} for {@code 0 <= i < n}; y may be x. */
    public void forward(Workers workers, float[] x, int n, float[] y) {
        RowTasks.forRanges(
                workers,
                n,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        y[i] = at(x[i]);
                    }
                });
    }

    /** {@code y[i] = gelu(gate[i]) * up[i]} for {@code 0 <= i < n}; y may be gate or up. */
    public void gated(Workers workers, float[] gate, float[] up, int n, float[] y) {
        RowTasks.forRanges(
                workers,
                n,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        y[i] = at(gate[i]) * up[i];
                    }
                });
    }

    private float at(float x) {
        return switch (this) {
            case ERF -> (float) (0.5 * x * (1 + erf(x * Math.sqrt(0.5))));
            case TANH ->
                    (float)
                            (0.5
                                    * x
                                    * (1 + Math.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x))));
        };
    }

    /**
     * The error function. Near 0 its Maclaurin series; else {@code 1 - e^(-x^2) / sqrt(pi)} times the continued
     * fraction of Abramowitz and Stegun 7.1.14.
     */
    static double erf(double x) {
        double a = Math.abs(x);
        double value;
        if (a < 3) {
            double term = a;
            double sum = a;
            for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
                term *= -a * a / n;
                sum += term / (2 * n + 1);
            }
            value = 2 / Math.sqrt(Math.PI) * sum;
        } else {
            double fraction = a;
            for (int n = 60; n > 0; n--) {
                fraction = a + n / 2.0 / fraction;
            }
            value = 1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / fraction;
        }
        return Math.copySign(value, x);
    }
}
