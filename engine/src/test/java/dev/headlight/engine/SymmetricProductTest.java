package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code X X^T} against sums in double precision, of X as it is stored and of a transposed one. */
class SymmetricProductTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 9", "12, 32", "33, 7", "100, 48", "145, 1600", "40, 60000"})
    void isTheDefinition(int m, int n) {
        float[] data = RandomFloats.of(m * n, 1, 1);
        FloatMatrix plain = FloatMatrix.of(data, m, n);
        FloatMatrix turned = new FloatMatrix(data, 0, /* rows= */ n, /* cols= */ m, m, 1);
        for (FloatMatrix x : new FloatMatrix[] {plain, turned.transposed()}) {
            float[] before = product(x, 1);
            assertThat(product(x, 2)).isEqualTo(before);
            assertThat(product(x, 3)).isEqualTo(before);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += (double) element(x, i, k) * element(x, j, k);
                    }
                    assertThat((double) before[i * m + j])
                            .isCloseTo(sum, within(1e-6 * (1 + n / 8.0)));
                    assertThat(before[i * m + j]).isEqualTo(before[j * m + i]);
                }
            }
        }
    }

    private static float[] product(FloatMatrix x, int threads) {
        float[] c = new float[x.rows() * x.rows()];
        Arrays.fill(c, Float.NaN);
        try (var workers = new Workers(threads)) {
            SymmetricProduct.multiply(workers, x, x.transposed(), c);
        }
        return c;
    }

    private static float element(FloatMatrix x, int i, int j) {
        return x.data()[x.offset() + i * x.rowStep() + j * x.colStep()];
    }

    @Test
    void sizesThatDoNotFit() {
        try (var workers = new Workers(1)) {
            FloatMatrix a = FloatMatrix.of(new float[6], 2, 3);
            assertThatThrownBy(() -> SymmetricProduct.multiply(workers, a, a, new float[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 x 3 times 2 x 3");
        }
    }
}
