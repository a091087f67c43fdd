package dev.headlight.analysis.statistics;

/**
 * The line {@code y = intercept + slope x} of least weighted squares: it minimises {@code sum_k w_k (y_k -
 * intercept - slope x_k)^2}.
 */
public record LineFit(double intercept, double slope) {

    private static final LineFit NONE = new LineFit(Double.NaN, Double.NaN);

    /**
     * Fits the line to the points whose {@code y} is a number and whose weight is positive; both figures
     * are NaN where these have fewer than two different {@code x}.
     */
    public static LineFit of(double[] x, double[] y, double[] w) {
        double sw = 0;
        double sx = 0;
        double sy = 0;
        for (int k = 0; k < x.length; k++) {
            if (counts(y[k], w[k])) {
                sw += w[k];
                sx += w[k] * x[k];
                sy += w[k] * y[k];
            }
        }
        double mx = sx / sw;
        double my = sy / sw;
        double sxx = 0;
        double sxy = 0;
        for (int k = 0; k < x.length; k++) {
            if (counts(y[k], w[k])) {
                sxx += w[k] * (x[k] - mx) * (x[k] - mx);
                sxy += w[k] * (x[k] - mx) * (y[k] - my);
            }
        }
        if (!(sxx > 0)) {
            return NONE;
        }
        double slope = sxy / sxx;
        return new LineFit(my - slope * mx, slope);
    }

    /** {@code sum_k w_k (y_k - intercept - slope x_k)^2} over the points whose {@code y} is a number. */
    public double squaredError(double[] x, double[] y, double[] w) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            if (counts(y[k], w[k])) {
                double e = y[k] - intercept - slope * x[k];
                sum += w[k] * e * e;
            }
        }
        return sum;
    }

    private static boolean counts(double y, double w) {
        return w > 0 && !Double.isNaN(y);
    }
}
