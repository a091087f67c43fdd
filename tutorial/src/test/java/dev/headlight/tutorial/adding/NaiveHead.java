package dev.headlight.tutorial.adding;

/** The definition of a head on plain numbers, in double precision. */
public final class NaiveHead {

    private NaiveHead() {}

    /** {@code [T][T]}. */
    public static double[][] attention(float[] x, HeadWeights w, boolean scaled) {
        int T = x.length;
        double[][] a = new double[T][T];
        for (int i = 0; i < T; i++) {
            double sum = 0;
            for (int j = 0; j < T; j++) {
                double s = 0;
                for (int e = 0; e < w.dHead(); e++) {
                    s += (double) x[i] * w.q()[e] * x[j] * w.k()[e];
                }
                a[i][j] = Math.exp(scaled ? s / Math.sqrt(w.dHead()) : s);
                sum += a[i][j];
            }
            for (int j = 0; j < T; j++) {
                a[i][j] /= sum;
            }
        }
        return a;
    }

    /** What the head answers. */
    public static double sum(float[] x, HeadWeights w, boolean scaled) {
        double[][] a = attention(x, w, scaled);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                for (int e = 0; e < w.dHead(); e++) {
                    sum += a[i][j] * x[j] * w.v()[e] / w.dHead();
                }
            }
        }
        return sum;
    }
}
