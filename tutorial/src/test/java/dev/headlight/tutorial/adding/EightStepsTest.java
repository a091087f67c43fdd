package dev.headlight.tutorial.adding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.text.UsageException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EightStepsTest {

    @Test
    void threeAndFiveByHand() {
        EightSteps run = EightSteps.run(new float[] {3, 5}, HeadWeights.LESSON, true);
        assertThat(run.q()).containsExactly(1.5f, 2.5f);
        assertThat(run.k()).containsExactly(new float[] {0.9f, 1.5f}, within(1e-6f));
        assertThat(run.v()).containsExactly(3, 5);
        assertThat(run.scores())
                .containsExactly(new float[] {1.35f, 2.25f, 2.25f, 3.75f}, within(1e-5f));
        assertThat(run.attention())
                .containsExactly(new float[] {0.289f, 0.711f, 0.182f, 0.818f}, within(5e-4f));
        assertThat(run.outputs()).containsExactly(new float[] {4.422f, 4.635f}, within(5e-4f));
        assertThat(run.sum()).isCloseTo(9.057, within(5e-4));
    }

    @Test
    void uniformAttentionAddsExactly() {
        assertThat(EightSteps.run(new float[] {3, 5}, HeadWeights.uniform(1), true).sum())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, true", "3, 4, true", "3, 4, false", "13, 7, true", "200, 1, true"})
    void isTheDefinition(int T, int d, boolean scaled) {
        var random = new SplittableRandom(T);
        float[] x = new float[T];
        for (int i = 0; i < T; i++) {
            x[i] = (float) (4 * random.nextGaussian());
        }
        HeadWeights w = HeadWeights.normal(d, 0.4, 5);
        EightSteps run = EightSteps.run(x, w, scaled);
        double[][] a = NaiveHead.attention(x, w, scaled);
        for (int i = 0; i < T; i++) {
            for (int j = 0; j < T; j++) {
                assertThat((double) run.attention()[i * T + j]).isCloseTo(a[i][j], within(1e-5));
            }
        }
        double naive = NaiveHead.sum(x, w, scaled);
        assertThat(run.sum()).isCloseTo(naive, within(1e-4 * T));
    }

    @Test
    void badNumbersGetOneSentence() {
        assertThatThrownBy(() -> EightSteps.run(new float[] {3}, HeadWeights.LESSON, true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is 1");
        assertThatThrownBy(() -> EightSteps.run(new float[1_000_000], HeadWeights.LESSON, true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there are 1000000");
        assertThatThrownBy(
                        () -> EightSteps.run(new float[] {1e30f, 1e30f}, HeadWeights.LESSON, true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("32-bit");
        assertThatThrownBy(() -> new HeadWeights(new float[2], new float[1], new float[2]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("same width");
    }
}
