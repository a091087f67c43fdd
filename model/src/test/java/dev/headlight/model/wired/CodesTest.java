package dev.headlight.model.wired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/** What the wiring relies on: tokens nearly at right angles, clocks that agree only where they should. */
class CodesTest {

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }

    @Test
    void codeVectorsAreAsFarApartAsTheirBlocksSay() {
        float[][] v = new float[KerdockCode.SIZE][];
        for (int n = 0; n < v.length; n++) {
            v[n] = KerdockCode.vector(n);
        }
        for (int n = 0; n < v.length; n += 3) {
            assertThat(dot(v[n], v[n])).isEqualTo(1);
            for (int m = n + 1; m < v.length; m++) {
                double dot = Math.abs(dot(v[n], v[m]));
                boolean sameBlock = n / 64 == m / 64;
                assertThat(dot == 0 || !sameBlock && dot == 0.125).as("%d, %d", n, m).isTrue();
            }
        }
    }

    @Test
    void clocksAgreeWhereTheyShould() {
        for (int i = 0; i < 256; i++) {
            for (int j = 0; j <= i; j++) {
                double expected = 0;
                for (int m : new int[] {15, 17, 19}) {
                    expected += (((i - j) % m == 0 ? 1 : 0) - 1.0 / m) / 3;
                }
                double dot = dot(Clocks.hands(i), Clocks.hands(j));
                assertThat(dot).isCloseTo(expected, offset(1e-5));
                if (i != j && i - j < 255) {
                    assertThat(dot).isLessThan(0.29);
                }
            }
            assertThat(dot(Clocks.hands(i), Clocks.hands(i))).isCloseTo(Clocks.SAME, offset(1e-5));
        }
    }

    @Test
    void oneTurnIsOneStepBack() {
        float[][] turn = Clocks.oneBack();
        for (int i = 1; i < 256; i++) {
            float[] before = Clocks.hands(i - 1);
            for (int r = 0; r < Clocks.DIMENSIONS; r++) {
                assertThat(dot(turn[r], Clocks.hands(i))).isCloseTo(before[r], offset(1e-6));
            }
        }
    }
}
