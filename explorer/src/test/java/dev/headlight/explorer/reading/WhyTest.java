package dev.headlight.explorer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Why a query attends to a key, against attention in float64. */
class WhyTest extends ReadingFixture {

    @Test
    void theProductsAddUpToTheScoreAndTheScoreToTheWeight() {
        Reading reading = read(rotary, random);
        for (int[] cell : new int[][] {{20, 3}, {7, 7}, {1, 0}}) {
            Head head = new Head(1, 3);
            Why why = Why.of(reading, head, cell[0], cell[1], workers, Stop.NEVER);
            double sum = 0;
            for (float p : why.products()) {
                sum += p;
            }
            double[] row = naive(rotary, random, head)[cell[0]];
            assertThat(sum).isCloseTo(why.score(), within(1e-5));
            assertThat(Math.exp(why.score() - why.logSumExp()))
                    .isCloseTo(row[cell[1]], within(1e-5));
            assertThat(why.weight()).isCloseTo(row[cell[1]], within(1e-5));
            long above = 0;
            for (int j = 0; j <= cell[0]; j++) {
                above += row[j] > row[cell[1]] ? 1 : 0;
            }
            assertThat(why.rank()).isEqualTo(above);
        }
    }

    @Test
    void contentIsTheScoreAtOnePlace() {
        // The same tokens at the same distance score alike wherever they stand in the first layer,
        // where a token's
        // query and key depend on nothing before it; so at distance 0 the score is the content of
        // any distance.
        int[] ids = {5, 9, 9, 9, 9, 9, 5};
        Reading reading = read(rotary, ids);
        Head head = new Head(0, 1);
        Why far = Why.of(reading, head, 5, 1, workers, Stop.NEVER);
        Why here = Why.of(reading, head, 5, 5, workers, Stop.NEVER);
        assertThat(far.content()).isCloseTo(here.score(), within(1e-4));
        assertThat(here.content()).isCloseTo(here.score(), within(1e-6));
        assertThat(Why.of(read(model, tokens), new Head(0, 0), 4, 2, workers, Stop.NEVER).content())
                .as("learned positions cannot be told from the token")
                .isNull();
    }
}
