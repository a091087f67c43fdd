package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients of {@code Y = X W^T + b} against finite differences, and what the threads may not change. */
class LinearBackwardTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3, 5",
        "2, 16, 8",
        "5, 7, 33",
        "6, 17, 15",
        "13, 31, 70",
        "65, 9, 12",
        "530, 20, 18"
    })
    void isTheDerivative(int T, int rows, int cols) {
        float[] x = RandomFloats.of(T * cols, 1, 2);
        float[] w = RandomFloats.of(rows * cols, 2, 2);
        float[] b = RandomFloats.of(rows, 3, 2);
        float[] dy = RandomFloats.of(T * rows, 4, 2);
        for (boolean add : new boolean[] {false, true}) {
            float[] dx = RandomFloats.of(x.length, 5, 2);
            float[] dw = RandomFloats.of(w.length, 6, 2);
            float[] db = RandomFloats.of(rows, 7, 2);
            float[] dx0 = add ? dx.clone() : new float[dx.length];
            float[] dw0 = add ? dw.clone() : new float[dw.length];
            float[] db0 = db.clone();
            try (var workers = new Workers(2)) {
                var matrix = WeightMatrix.ofFloats(w, rows, cols);
                Linear.backwardInput(workers, dy, T, matrix, dx, add);
                Linear.backwardWeight(workers, dy, x, T, dw, rows, cols, add);
                Linear.backwardBias(workers, dy, T, rows, db);
            }
            double[] x1 = FiniteDifferences.doubles(x);
            double[] w1 = FiniteDifferences.doubles(w);
            double[] b1 = FiniteDifferences.doubles(b);
            double tolerance = 2e-6 * Math.sqrt(T + rows);
            // What stood there before is the gradient of a linear term.
            FiniteDifferences.check(
                    "dX",
                    v -> loss(dy, v, w1, b1, T, rows, cols) + FiniteDifferences.dot(dx0, v),
                    x1,
                    dx,
                    tolerance);
            FiniteDifferences.check(
                    "dW",
                    v -> loss(dy, x1, v, b1, T, rows, cols) + FiniteDifferences.dot(dw0, v),
                    w1,
                    dw,
                    tolerance);
            FiniteDifferences.check(
                    "db",
                    v -> loss(dy, x1, w1, v, T, rows, cols) + FiniteDifferences.dot(db0, v),
                    b1,
                    db,
                    tolerance);
        }
    }

    private static double loss(
            float[] dy, double[] x, double[] w, double[] b, int T, int rows, int cols) {
        double sum = 0;
        for (int t = 0; t < T; t++) {
            for (int r = 0; r < rows; r++) {
                double y = b[r];
                for (int c = 0; c < cols; c++) {
                    y += x[t * cols + c] * w[r * cols + c];
                }
                sum += dy[t * rows + r] * y;
            }
        }
        return sum;
    }

    /** Rows of a wider array, and a part of a fused matrix. */
    @ParameterizedTest
    @CsvSource({"9, 20, 11", "40, 33, 64"})
    void rowsThatStandApart(int T, int rows, int cols) {
        float[] x = RandomFloats.of(3 + T * (cols + 5), 1, 2);
        float[] dy = RandomFloats.of(2 + T * (rows + 7), 2, 2);
        float[] w = RandomFloats.of(rows * cols, 3, 2);
        float[] near = new float[T * cols];
        float[] nearDy = new float[T * rows];
        for (int t = 0; t < T; t++) {
            System.arraycopy(x, 3 + t * (cols + 5), near, t * cols, cols);
            System.arraycopy(dy, 2 + t * (rows + 7), nearDy, t * rows, rows);
        }
        float[] dx = new float[x.length];
        float[] dw = new float[w.length];
        float[] expectedX = new float[near.length];
        float[] expectedW = new float[w.length];
        try (var workers = new Workers(2)) {
            var m = WeightMatrix.ofFloats(w, rows, cols);
            Linear.backwardInput(workers, nearDy, T, m, expectedX, false);
            Linear.backwardWeight(workers, nearDy, near, T, expectedW, rows, cols, false);
            Linear.backwardInput(workers, dy, 2, rows + 7, T, m, dx, 3, cols + 5, false);
            Linear.backwardWeight(
                    workers, dy, 2, rows + 7, x, 3, cols + 5, T, dw, rows, cols, false);
        }
        assertThat(dw).isEqualTo(expectedW);
        for (int t = 0; t < T; t++) {
            for (int c = 0; c < cols; c++) {
                assertThat(dx[3 + t * (cols + 5) + c]).isEqualTo(expectedX[t * cols + c]);
            }
            for (int c = cols; c < cols + 5; c++) {
                assertThat(dx[3 + t * (cols + 5) + c]).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "700, 96, 40, false",
        "700, 96, 40, true",
        "2100, 30, 130, false",
        "301, 70, 50, true"
    })
    void theNumberOfThreadsChangesNothing(int T, int rows, int cols, boolean add) {
        float[] x = RandomFloats.of(T * cols, 1, 2);
        float[] dy = RandomFloats.of(T * rows, 2, 2);
        float[] w = RandomFloats.of(rows * cols, 3, 2);
        float[][] dx = new float[4][];
        float[][] dw = new float[4][];
        float[][] db = new float[4][rows];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = RandomFloats.of(T * cols, 4, 1);
            dw[i] = RandomFloats.of(rows * cols, 5, 1);
            try (var workers = new Workers(i + 1)) {
                var m = WeightMatrix.ofFloats(w, rows, cols);
                Linear.backwardInput(workers, dy, T, m, dx[i], add);
                Linear.backwardWeight(workers, dy, x, T, dw[i], rows, cols, add);
                Linear.backwardBias(workers, dy, T, rows, db[i]);
            }
            assertThat(dx[i]).isEqualTo(dx[0]);
            assertThat(dw[i]).isEqualTo(dw[0]);
            assertThat(db[i]).isEqualTo(db[0]);
        }
    }
}
