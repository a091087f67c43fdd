package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.text.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {

    private static final int DRAWS = 40_000;

    /** ln of 0.1, 0.4, 0.2, 0.3, shifted. */
    private final float[] logits = {
        (float) Math.log(0.1) + 5,
        (float) Math.log(0.4) + 5,
        (float) Math.log(0.2) + 5,
        (float) Math.log(0.3) + 5
    };

    @ParameterizedTest
    @CsvSource({
        // temperature 1: the probabilities themselves, then those of the nucleus renormalised
        "1, 1, 0.1, 0.4, 0.2, 0.3",
        "1, 0.85, 0, 0.44444, 0.22222, 0.33333",
        "1, 0.65, 0, 0.57143, 0, 0.42857",
        "1, 0.3, 0, 1, 0, 0",
        // temperature 1/2 squares them: 0.01, 0.16, 0.04, 0.09 over 0.30
        "0.5, 1, 0.03333, 0.53333, 0.13333, 0.3",
        "0, 1, 0, 1, 0, 0",
    })
    void drawsInProportion(
            double temperature, double topP, double a, double b, double c, double d) {
        Sampler sampler = new Sampler(new Sampling(temperature, topP, 42), logits.length);
        double[] share = new double[4];
        for (int i = 0; i < DRAWS; i++) {
            share[sampler.next(logits)] += 1.0 / DRAWS;
        }
        double[] expected = {a, b, c, d};
        for (int id = 0; id < 4; id++) {
            double error = Math.sqrt(expected[id] * (1 - expected[id]) / DRAWS);
            assertThat(share[id]).isEqualTo(expected[id], within(4 * error + 1e-9));
        }
    }

    @Test
    void theLowerIdWinsATie() {
        assertThat(new Sampler(Sampling.greedy(), 3).next(new float[] {0, 1, 1})).isEqualTo(1);
        assertThat(new Sampler(new Sampling(1, 0.1, 0), 3).next(new float[] {0, 1, 1}))
                .isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoTemperatureOrProbability() {
        assertThatThrownBy(() -> new Sampling(-1, 1, 0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Sampling(Double.NaN, 1, 0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Sampling(1, 0, 0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new Sampling(1, 1.5, 0)).isInstanceOf(UsageException.class);
    }
}
