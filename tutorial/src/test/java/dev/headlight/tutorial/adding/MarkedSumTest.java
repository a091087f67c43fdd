package dev.headlight.tutorial.adding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.tutorial.adding.MarkedSum.Result;
import dev.headlight.tutorial.adding.MarkedSum.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedSumTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 32})
    void uniformAttentionLeavesTheFloor(int T) {
        MarkedSum task = new MarkedSum(T);
        double floor = task.uniformFloor();
        assertThat(task.test(new Weights(0, 0, 2)).error()).isCloseTo(floor, within(0.06 * floor));
        assertThat(task.test(new Weights(0, 0, 1)).error()).isGreaterThan(1.5 * floor);
    }

    @Test
    void learnsToLookAtTheMarks() {
        MarkedSum task = new MarkedSum(8);
        var way = task.train(MarkedSum.STEPS, 5, false);
        Result result = task.test(way.getLast().weights());
        assertThat(result.error()).isLessThan(0.0005);
        assertThat(result.onMarks()).isBetween(0.47, 0.5);
        assertThat(way.getLast().weights().v()).isCloseTo(2, within(0.05));
        Weights blind = task.train(MarkedSum.STEPS, 5, true).getLast().weights();
        assertThat(blind.mark()).isZero();
        assertThat(task.test(blind).error()).isGreaterThan(100 * result.error());
    }

    @Test
    void theExampleIsAnsweredByTheFormula() {
        Weights w = new Weights(2, -0.3, 1.7);
        Result r = new MarkedSum(8).test(w);
        double sum = 0;
        double weighted = 0;
        for (int t = 0; t < 8; t++) {
            double e =
                    Math.exp(
                            w.mark() * r.example().marks()[t]
                                    + w.value() * r.example().values()[t]);
            sum += e;
            weighted += e * w.v() * r.example().values()[t];
        }
        assertThat(r.answer()).isCloseTo(weighted / sum, within(1e-5));
        assertThat(Arrays.stream(r.attention()).sum()).isCloseTo(1, within(1e-5));
    }
}
