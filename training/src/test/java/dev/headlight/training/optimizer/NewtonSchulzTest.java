package dev.headlight.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the iteration as it is defined, in double precision, for every shape and for singular values far apart. */
class NewtonSchulzTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1, 7",
        "9, 1",
        "5, 5",
        "8, 11",
        "8, 12",
        "33, 20",
        "16, 100",
        "100, 16",
        "97, 97",
        "130, 200",
        "200, 130",
        "192, 290"
    })
    void aRandomMatrixIsTheDefinition(int rows, int cols) {
        float[] u = random(rows * cols, rows);
        check(u, rows, cols, 2e-6);
    }

    /** Columns of sizes from 1 to 1e-6: the small singular values are those that rounding could spoil. */
    @ParameterizedTest
    @CsvSource({"40, 40", "30, 120", "120, 30"})
    void singularValuesFarApart(int rows, int cols) {
        float[] u = random(rows * cols, 77);
        boolean wide = rows <= cols;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double part = wide ? (double) i / rows : (double) j / cols;
                u[i * cols + j] *= (float) Math.pow(10, -6 * part);
            }
        }
        check(u, rows, cols, 2e-5);
    }

    @Test
    void aZeroMatrixStaysZero() {
        try (Workers workers = new Workers(1)) {
            assertThat(newtonSchulz(3, 4).apply(new float[12], workers)).startsWith(new float[12]);
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        float[] u = random(130 * 390, 5);
        float[] one;
        try (Workers workers = new Workers(1)) {
            one = newtonSchulz(130, 390).apply(u, workers).clone();
        }
        try (Workers workers = new Workers(3)) {
            assertThat(newtonSchulz(130, 390).apply(u, workers)).isEqualTo(one);
        }
    }

    /** Two shapes share the memory, which is larger than needed. */
    @Test
    void matricesTakeTurns() {
        var memory = new NewtonSchulz.Memory(20 * 90, 20);
        var tall = new NewtonSchulz(memory, 90, 20);
        var wide = new NewtonSchulz(memory, 8, 11);
        float[] u = random(90 * 20, 3);
        float[] v = random(8 * 11, 4);
        try (Workers workers = new Workers(2)) {
            float[] first = tall.apply(u, workers).clone();
            float[] second = wide.apply(v, workers).clone();
            assertThat(tall.apply(u, workers)).startsWith(Arrays.copyOf(first, u.length));
            assertThat(wide.apply(v, workers)).startsWith(Arrays.copyOf(second, v.length));
        }
    }

    private static NewtonSchulz newtonSchulz(int rows, int cols) {
        var memory = new NewtonSchulz.Memory(rows * cols + 50, Math.min(rows, cols) + 3);
        return new NewtonSchulz(memory, rows, cols);
    }

    private static void check(float[] u, int rows, int cols, double tolerance) {
        double[] expected = naive(u, rows, cols);
        try (Workers workers = new Workers(2)) {
            int size = rows * cols;
            float[] actual = newtonSchulz(rows, cols).apply(u, workers);
            double largest = 0;
            for (int i = 0; i < size; i++) {
                largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
            }
            assertThat(largest).isEqualTo(0, within(tolerance));
        }
    }

    private static double[] naive(float[] u, int rows, int cols) {
        double norm = 0;
        for (float v : u) {
            norm += (double) v * v;
        }
        norm = Math.sqrt(norm);
        boolean tall = rows > cols;
        int m = Math.min(rows, cols);
        int n = Math.max(rows, cols);
        double[][] x = new double[m][n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                x[i][j] = (tall ? u[j * cols + i] : u[i * cols + j]) / norm;
            }
        }
        for (int step = 0; step < 5; step++) {
            double[][] transposed = new double[n][m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    transposed[j][i] = x[i][j];
                }
            }
            double[][] a = product(x, transposed);
            double[][] aa = product(a, a);
            double[][] b = new double[m][m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    b[i][j] = -4.7750 * a[i][j] + 2.0315 * aa[i][j];
                }
            }
            double[][] bx = product(b, x);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    x[i][j] = 3.4445 * x[i][j] + bx[i][j];
                }
            }
        }
        double[] flat = new double[rows * cols];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                flat[tall ? j * cols + i : i * cols + j] = x[i][j];
            }
        }
        return flat;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static float[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
