package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the sum in float64, at lengths that straddle the vector lanes. */
class LogSumExpTest {

    @Test
    void itIsThatOfTheDefinition() {
        for (int n : new int[] {1, 2, 7, 8, 15, 16, 17, 33, 1000}) {
            for (double spread : new double[] {0, 1, 60}) {
                SplittableRandom random = new SplittableRandom(n);
                float[] x = new float[n + 5];
                for (int i = 0; i < x.length; i++) {
                    x[i] = (float) (spread * (random.nextDouble() - 0.3));
                }
                double sum = 0;
                for (int i = 3; i < 3 + n; i++) {
                    sum += Math.exp(x[i]);
                }
                assertThat(LogSumExp.of(x, 3, n))
                        .isCloseTo(Math.log(sum), within(2e-6 * (1 + spread)));
            }
        }
    }
}
