package dev.headlight.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatternRowsTest {

    @Test
    void everyWeightComesBackWithinHalfAStep() {
        SplittableRandom random = new SplittableRandom(1);
        for (int tokens : new int[] {0, 1, 2, 3, 64, 257}) {
            float[][] rows = new float[tokens][];
            for (int i = 0; i < tokens; i++) {
                rows[i] = new float[i + 1];
                for (int j = 0; j <= i; j++) {
                    rows[i][j] = (float) Math.pow(random.nextDouble(), 4);
                }
            }
            float[][] back = PatternRows.decode(PatternRows.encode(rows));
            assertThat(back).hasNumberOfRows(tokens);
            for (int i = 0; i < tokens; i++) {
                assertThat(back[i]).hasSize(i + 1);
                for (int j = 0; j <= i; j++) {
                    assertThat((double) back[i][j])
                            .isBetween(
                                    rows[i][j] - 0.5 / 65534 - 1e-7,
                                    rows[i][j] + 0.5 / 65534 + 1e-7);
                    assertThat(PatternRows.round(rows[i][j])).isEqualTo(back[i][j]);
                }
            }
        }
    }

    @Test
    void theLayoutIsTheDocumentedOne() {
        // 1 = 65534 = 0xfffe, 0.5 = 32767 = 0x7fff, no value = 0xffff; low byte first, then base64.
        assertThat(PatternRows.encode(new float[][] {{1}, {0.5f, Float.NaN}}))
                .isEqualTo("/v//f///");
        assertThat(Arrays.deepToString(PatternRows.decode("/v//f///")))
                .isEqualTo("[[1.0], [0.5, NaN]]");
    }

    @Test
    void whatIsNoTriangleOfWeightsIsRefused() {
        assertThatThrownBy(() -> PatternRows.decode("AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PatternRows.decode("AAAAAA=="))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PatternRows.decode("?"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PatternRows.encode(new float[][] {{1}, {1}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PatternRows.encode(new float[][] {{1.01f}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
