package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inner loops in use against the plain ones, at sizes about the number of lanes. */
class KernelsTest {

    private static final int[] SIZES = {
        1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 129, 1030
    };

    @BeforeEach
    void theyDiffer() {
        assumeTrue(
                !(Kernels.ROW instanceof ScalarRowKernel), "the plain loops are the ones in use");
    }

    @Test
    void rows() {
        RowKernel plain = new ScalarRowKernel();
        for (int n : SIZES) {
            float[] a = RandomFloats.of(n + 3, 1, 4);
            float[] b = RandomFloats.of(n + 5, 2, 4);
            near(Kernels.ROW.dot(a, 3, b, 5, n), plain.dot(a, 3, b, 5, n), 4e-6 * n);
            near(Kernels.ROW.sum(a, 3, n), plain.sum(a, 3, n), 1e-6 * n);
            near(Kernels.ROW.squares(a, 3, n, 0.3f), plain.squares(a, 3, n, 0.3f), 4e-6 * n);
            assertThat(Kernels.ROW.max(a, 3, n)).isEqualTo(plain.max(a, 3, n));
            near(Kernels.ROW.sumExp(a, 3, n, 2), plain.sumExp(a, 3, n, 2), 1e-6 * n);
            float[] y = b.clone();
            float[] z = b.clone();
            Kernels.ROW.addScaled(0.7f, a, 3, y, 5, n);
            plain.addScaled(0.7f, a, 3, z, 5, n);
            near(y, z, 1e-6);
        }
    }

    @Test
    void packing() {
        PackKernel plain = new ScalarPackKernel();
        for (int k : SIZES) {
            for (int width : new int[] {Kernels.TILE.rows(), Kernels.TILE.cols()}) {
                float[] s = RandomFloats.of(Math.max(k * (width + 3), width * (k + 2)), k, 1);
                float[] d = new float[k * width];
                float[] expected = new float[k * width];
                Kernels.PACK.transpose(s, 0, k + 1, width, k, d, 0, width);
                plain.transpose(s, 0, k + 1, width, k, expected, 0, width);
                assertThat(d).isEqualTo(expected);
                for (int lines = 1; lines < width; lines++) {
                    Kernels.PACK.transpose(s, 1, k + 1, lines, k, d, 0, width);
                    plain.transpose(s, 1, k + 1, lines, k, expected, 0, width);
                    assertThat(d).isEqualTo(expected);
                }
                Kernels.PACK.copy(s, 0, width + 1, width, k, d, 0);
                plain.copy(s, 0, width + 1, width, k, expected, 0);
                assertThat(d).isEqualTo(expected);
            }
        }
    }

    @Test
    void tiles() {
        int rows = Kernels.TILE.rows();
        int cols = Kernels.TILE.cols();
        for (int kn : SIZES) {
            float[] a = RandomFloats.of(kn * rows, 1, 1);
            float[] b = RandomFloats.of(kn * cols, 2, 1);
            float[] aRows = new float[rows * (kn + 5)];
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < kn; k++) {
                    aRows[i * (kn + 5) + k] = a[k * rows + i];
                }
            }
            for (boolean add : new boolean[] {false, true}) {
                float[] c = RandomFloats.of(rows * (cols + 1), 3, 1);
                float[] expected = c.clone();
                float[] ofRows = c.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < cols; j++) {
                        double sum = add ? c[i * (cols + 1) + j] : 0;
                        for (int k = 0; k < kn; k++) {
                            sum += (double) a[k * rows + i] * b[k * cols + j];
                        }
                        expected[i * (cols + 1) + j] = (float) sum;
                    }
                }
                Kernels.TILE.multiply(kn, a, 0, b, 0, c, 0, cols + 1, add);
                near(c, expected, 1e-6 + 3e-8 * kn);
                if (!add) {
                    Kernels.TILE.multiplyRows(kn, aRows, 0, kn + 5, b, 0, ofRows, 0, cols + 1);
                    assertThat(ofRows).isEqualTo(c);
                }
            }
        }
    }

    @Test
    void softmax() {
        var plain = new ScalarSoftmaxKernel();
        for (int keys : SIZES) {
            for (float spread : new float[] {0, 4, 60, 500}) {
                var tile = new SoftmaxTile(2, keys + 40);
                var expected = new SoftmaxTile(2, keys + 40);
                float[] scores = RandomFloats.of(keys, keys, spread);
                for (SoftmaxTile t : new SoftmaxTile[] {tile, expected}) {
                    t.rows = 2;
                    t.width = keys + 2;
                    Arrays.fill(t.keys, keys);
                    System.arraycopy(scores, 0, t.weights, t.offset(1), keys);
                }
                Kernels.SOFTMAX.rows(tile);
                plain.rows(expected);
                near(tile.weights, expected.weights, 2e-7);
                near(tile.scale(1), expected.scale(1), 1e-6);
                near(tile.logSumExp(1), expected.logSumExp(1), 2e-6 * Math.max(1, spread));
                near(tile.entropy(1), expected.entropy(1), 3e-6);
                near(tile.restSum(1), expected.restSum(1), 1e-6 * keys);
                if (spread < 80) {
                    near(tile.restEntropy(1), expected.restEntropy(1), 1e-5);
                }
            }
        }
    }

    /** A sink that holds all but 1e-9: the entropy of the rest must not be lost in rounding. */
    @Test
    void theRestOfASink() {
        var tile = new SoftmaxTile(1, 100);
        tile.rows = 1;
        tile.width = 100;
        tile.keys[0] = 100;
        Arrays.fill(tile.weights, tile.offset(0), tile.offset(0) + 100, -5);
        tile.weights[tile.offset(0)] = 20;
        Kernels.SOFTMAX.rows(tile);
        near(tile.restEntropy(0), Math.log(99), 1e-5);
        near(tile.restSum(0) / (99 * Math.exp(-25)), 1, 1e-5);
    }

    private static void near(double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual - expected))
                .as("%s against %s", actual, expected)
                .isLessThanOrEqualTo(tolerance);
    }

    private static void near(float[] actual, float[] expected, double tolerance) {
        for (int i = 0; i < actual.length; i++) {
            near(actual[i], expected[i], tolerance);
        }
    }
}
