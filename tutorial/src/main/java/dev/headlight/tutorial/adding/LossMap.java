package dev.headlight.tutorial.adding;

/**
 * The loss of a head one wide over everything that it depends on: {@code c = W_q W_k}, which alone makes the scores, and
 * {@code W_v}. Exact over its pairs: with {@code s} the sum of the outputs where {@code W_v = 1}, which the engine
 * computes once for each {@code c}, the answer is {@code W_v s}.
 *
 * @param c ascending
 * @param v ascending
 * @param loss {@code [v][c]}, mean square error over the pairs
 */
public record LossMap(double[] c, double[] v, double[][] loss) {

    /** The map on a grid of {@code columns x rows} points. */
    public static LossMap of(
            Pairs pairs, double far, int columns, double leastV, double mostV, int rows) {
        double[] c = spaced(-far, far, columns);
        double[] v = spaced(leastV, mostV, rows);
        double[][] loss = new double[rows][columns];
        for (int j = 0; j < columns; j++) {
            double[] s = HeadTraining.answers(HeadWeights.of(c[j], 1, 1), pairs);
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int b = 0; b < s.length; b++) {
                    double error = v[i] * s[b] - pairs.target(b);
                    sum += error * error;
                }
                loss[i][j] = sum / s.length;
            }
        }
        return new LossMap(c, v, loss);
    }

    private static double[] spaced(double from, double to, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = from + (to - from) * i / (n - 1);
        }
        return x;
    }
}
