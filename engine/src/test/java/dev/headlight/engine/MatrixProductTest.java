package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code C (+)= A B} against sums in double precision, with every operand plain and transposed. */
class MatrixProductTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 5, 17",
        "5, 3, 8",
        "6, 8, 16",
        "7, 9, 31",
        "12, 16, 32",
        "13, 17, 33",
        "145, 65, 40",
        "37, 513, 50",
        "20, 1100, 19",
        "300, 2, 3",
        "13, 701, 40",
        "130, 300, 33"
    })
    void isTheDefinition(int M, int K, int N) {
        float[] a = RandomFloats.of(3 + M * (K + 2), 1, 1);
        float[] b = RandomFloats.of(5 + K * (N + 1) + N, 2, 1);
        var plainA = new FloatMatrix(a, 3, M, K, K + 2, 1);
        var turnedA = new FloatMatrix(a, 1, /* rows= */ K, /* cols= */ M, M, 1).transposed();
        var plainB = new FloatMatrix(b, 5, K, N, N + 1, 1);
        var turnedB = new FloatMatrix(b, 0, /* rows= */ N, /* cols= */ K, K, 1).transposed();
        for (FloatMatrix left : new FloatMatrix[] {plainA, turnedA}) {
            for (FloatMatrix right : new FloatMatrix[] {plainB, turnedB}) {
                for (int threads : new int[] {1, 3}) {
                    check(left, right, threads);
                }
            }
        }
    }

    @Test
    void stepsOfAnyKind() {
        float[] data = RandomFloats.of(4000, 1, 1);
        check(new FloatMatrix(data, 2, 20, 30, 61, 2), new FloatMatrix(data, 7, 30, 21, 3, 100), 2);
        check(new FloatMatrix(data, 0, 20, 30, 1, 1), new FloatMatrix(data, 0, 30, 40, 1, 1), 2);
        check(new FloatMatrix(data, 0, 20, 30, 0, 1), new FloatMatrix(data, 0, 30, 40, 1, 0), 2);
    }

    @Test
    void nothingToSum() {
        float[] c = {1, 2, 3, 4};
        try (var workers = new Workers(1)) {
            FloatMatrix a = FloatMatrix.of(new float[0], 2, 0);
            FloatMatrix b = FloatMatrix.of(new float[0], 0, 2);
            MatrixProduct.multiply(workers, a, b, c, 0, 2, true);
            assertThat(c).containsExactly(1, 2, 3, 4);
            MatrixProduct.multiply(workers, a, b, c, 0, 2, false);
            assertThat(c).containsExactly(0, 0, 0, 0);
            assertThatThrownBy(() -> MatrixProduct.multiply(workers, b, b, c, 0, 2, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("inner sizes differ: 0 x 2 times 0 x 2");
        }
    }

    private static void check(FloatMatrix a, FloatMatrix b, int threads) {
        int cStep = b.cols() + 3;
        float[] before = RandomFloats.of(4 + a.rows() * cStep, 9, 1);
        for (boolean add : new boolean[] {false, true}) {
            float[] c = before.clone();
            try (var workers = new Workers(threads)) {
                MatrixProduct.multiply(workers, a, b, c, 4, cStep, add);
            }
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < cStep; j++) {
                    int at = 4 + i * cStep + j;
                    double expected = j >= b.cols() || add ? before[at] : 0;
                    for (int k = 0; k < a.cols() && j < b.cols(); k++) {
                        expected +=
                                (double) a.data()[a.offset() + i * a.rowStep() + k * a.colStep()]
                                        * b.data()[b.offset() + k * b.rowStep() + j * b.colStep()];
                    }
                    if (!(Math.abs(c[at] - expected) <= 1e-6 * Math.sqrt(a.cols()))) {
                        assertThat((double) c[at]).as(i + ", " + j).isEqualTo(expected);
                    }
                }
            }
        }
    }
}
