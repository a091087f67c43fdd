package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both paths against the sums written as their definitions, at sizes that straddle the lanes. */
class RowSumsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1", "0, 2", "0, 12", "1, 1", "1, 5", "7, 12", "8, 4", "9, 3", "12, 12", "15, 2",
        "16, 6", "17, 12", "36, 7", "100, 12", "241, 11"
    })
    void sumsAreTheDefinition(int firstRow, int rows) {
        SoftmaxTile tile = tile(firstRow, rows);
        float[] aScale = RandomFloats.of(rows, 3, 2);
        float[] bScale = RandomFloats.of(rows, 4, 2);
        int last = firstRow + rows + 5;
        double[] a = new double[last + 1];
        double[] b = new double[last + 1];
        double[] keys = new double[firstRow + rows];
        for (int r = 0; r < rows; r++) {
            int i = firstRow + r;
            for (int j = 0; j <= i; j++) {
                double w = tile.weights[tile.offset(r) + j];
                if (j > 0) {
                    a[last - (i - j)] += aScale[r] * w;
                    b[last - (i - j)] += bScale[r] * w;
                }
                keys[j] += aScale[r] * w;
            }
        }
        float[] fastA = new float[last + 1 + AttentionTile.PADDING];
        float[] fastB = new float[last + 1 + AttentionTile.PADDING];
        RowSums.addByDistance(tile, aScale, bScale, fastA, fastB, last);
        check(fastA, a);
        check(fastB, b);
        float[] fastKeys = new float[firstRow + rows + 3];
        RowSums.addByKey(tile, aScale, fastKeys);
        check(fastKeys, keys);
        assertThat(fastKeys[firstRow + rows]).isZero();

        float[] plainKeys = new float[firstRow + rows];
        new ScalarRowSumKernel().addByKey(tile, aScale, plainKeys);
        check(plainKeys, keys);
        float[] plainA = new float[last + 1 + AttentionTile.PADDING];
        float[] plainB = new float[last + 1 + AttentionTile.PADDING];
        new ScalarRowSumKernel().addByDistance(tile, aScale, bScale, plainA, plainB, last);
        for (int n = last - firstRow + 1; n <= last; n++) { // the triangle before is shared
            double triangle = 0;
            for (int r = 0; r < rows; r++) {
                int d = last - n;
                triangle += aScale[r] * tile.weights[tile.offset(r) + firstRow + r - d];
            }
            assertThat((double) plainA[n]).isCloseTo(triangle, within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 8", "5, 4, 20"})
    void sumsThatAreTooShortAreRefused(int firstRow, int rows, int length) {
        SoftmaxTile tile = tile(firstRow, rows);
        assertThatThrownBy(
                        () ->
                                RowSums.addByDistance(
                                        tile,
                                        new float[rows],
                                        new float[rows],
                                        new float[length],
                                        new float[length],
                                        8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distance 0 at 8");
        assertThatThrownBy(() -> RowSums.addByKey(tile, new float[rows], new float[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 keys");
    }

    private static void check(float[] fast, double[] expected) {
        for (int n = 0; n < expected.length; n++) {
            assertThat((double) fast[n]).as("sum %d", n).isCloseTo(expected[n], within(1e-5));
        }
    }

    /** What a kernel leaves: weights, zeros up to the width, and rubbish behind and far before. */
    private static SoftmaxTile tile(int firstRow, int rows) {
        SoftmaxTile tile = new SoftmaxTile(12, firstRow + 12);
        java.util.Arrays.fill(tile.weights, Float.NaN);
        tile.firstRow = firstRow;
        tile.rows = rows;
        tile.width = firstRow + rows;
        SplittableRandom random = new SplittableRandom(firstRow * 31L + rows);
        for (int r = 0; r < rows; r++) {
            int at = tile.offset(r);
            for (int n = 1; n <= AttentionTile.PADDING; n++) {
                tile.weights[at - n] = 0;
            }
            for (int j = 0; j < tile.width; j++) {
                tile.weights[at + j] = j <= firstRow + r ? random.nextFloat() : 0;
            }
        }
        return tile;
    }
}
