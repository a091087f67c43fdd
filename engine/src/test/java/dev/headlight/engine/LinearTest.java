package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Y = X W^T + b} against sums in double precision, for every storage, layout and kind of row count. */
class LinearTest {

    static Stream<Arguments> shapes() {
        return Stream.of(StorageType.values())
                .flatMap(
                        type ->
                                IntStream.of(1, 2, 5, 6, 7, 13, 150)
                                        .mapToObj(T -> Arguments.of(type, T)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyStorageType(StorageType type, int T) {
        int block = type.blockElements();
        for (int rows : new int[] {1, 8, 15, 33, 70}) {
            for (int cols : block > 1 ? new int[] {32, 288, 544} : new int[] {1, 7, 31, 257, 530}) {
                Stored w = Stored.random(type, rows, cols, rows * 1000L + cols);
                check(w.matrix(), w.elements(), cols, 1, T);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StorageType.class,
            names = {"F32", "F16", "BF16"})
    void storedInByOut(StorageType type) {
        for (int T : new int[] {1, 3, 6, 29}) {
            for (int rows : new int[] {3, 16, 300}) {
                for (int cols : new int[] {5, 70}) {
                    Stored w = Stored.random(type, /* rows= */ cols, /* cols= */ rows, 77);
                    check(w.matrix().transposed(), w.elements(), 1, rows, T);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 33", "4, 300, 9", "6, 40, 33", "50, 33, 600"})
    void floatsOnTheHeap(int T, int rows, int cols) {
        float[] data = RandomFloats.of(rows * cols, 5, 1);
        check(WeightMatrix.ofFloats(data, rows, cols), data, cols, 1, T);
        check(
                WeightMatrix.ofFloats(data, /* rows= */ cols, /* cols= */ rows).transposed(),
                data,
                1,
                rows,
                T);
    }

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void viewsOfRowsAndRowsThatStandApart(StorageType type) {
        int cols = 64;
        Stored w = Stored.random(type, 50, cols, 9);
        WeightMatrix part = w.matrix().rowRange(11, 20);
        for (int T : new int[] {2, 9}) {
            float[] x = RandomFloats.of(T * 100, 3, 1);
            float[] y = new float[5 + T * 31];
            try (var workers = new Workers(2)) {
                Linear.forward(workers, x, 4, 90, T, part, null, y, 5, 31, false);
            }
            for (int t = 0; t < T; t++) {
                for (int r = 0; r < 20; r++) {
                    double sum = 0;
                    for (int c = 0; c < cols; c++) {
                        sum += (double) x[4 + t * 90 + c] * w.elements()[(11 + r) * cols + c];
                    }
                    assertNear(y[5 + t * 31 + r], sum, cols);
                }
                for (int gap = 20; gap < 31; gap++) {
                    assertThat(y[5 + t * 31 + gap]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 700, 500", "3, 70, 5", "6, 130, 64", "7, 40, 600", "301, 200, 530"})
    void theNumberOfThreadsChangesNothing(int T, int rows, int cols) {
        float[] data = RandomFloats.of(rows * cols, 5, 1);
        float[] x = RandomFloats.of(T * cols, 6, 1);
        float[] bias = RandomFloats.of(rows, 7, 1);
        float[][] y = new float[4][T * rows];
        for (int i = 0; i < y.length; i++) {
            try (var workers = new Workers(new int[] {1, 2, 3, 8}[i])) {
                var w = WeightMatrix.ofFloats(data, rows, cols);
                Linear.forward(workers, x, T, w, bias, y[i], false);
            }
        }
        assertThat(y[1]).isEqualTo(y[0]);
        assertThat(y[2]).isEqualTo(y[0]);
        assertThat(y[3]).isEqualTo(y[0]);
    }

    /** Element (r, c) of the matrix is {@code elements[r * rowStep + c * colStep]}. */
    private static void check(WeightMatrix w, float[] elements, int rowStep, int colStep, int T) {
        int rows = w.rows();
        int cols = w.cols();
        float[] x = RandomFloats.of(T * cols, 1, 2);
        float[] bias = RandomFloats.of(rows, 2, 2);
        float[] before = RandomFloats.of(T * rows, 3, 2);
        float[] plain = new float[T * rows];
        float[] full = before.clone();
        try (var workers = new Workers(2)) {
            Linear.forward(workers, x, T, w, null, plain, false);
            Linear.forward(workers, x, T, w, bias, full, true);
        }
        for (int t = 0; t < T; t++) {
            for (int r = 0; r < rows; r++) {
                double sum = 0;
                for (int c = 0; c < cols; c++) {
                    sum += (double) x[t * cols + c] * elements[r * rowStep + c * colStep];
                }
                assertNear(plain[t * rows + r], sum, cols);
                assertNear(full[t * rows + r], sum + bias[r] + before[t * rows + r], cols);
            }
        }
    }

    private static void assertNear(float actual, double expected, int terms) {
        if (!(Math.abs(actual - expected) <= 2e-6 * Math.sqrt(terms))) {
            assertThat((double) actual).isEqualTo(expected);
        }
    }
}
