package dev.headlight.analysis.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SetTestTest {

    @Test
    void thePValueCountsTheSetsThatDoAsMuch() {
        double[] set = {1, 2, 3};
        double[][] others = new double[99][];
        for (int n = 0; n < others.length; n++) {
            double mean = n < 4 ? 2 + n : 1; // four do as much, one of them just
            others[n] = new double[] {mean, mean, mean};
        }
        assertThat(SetTest.of(set, others, 1).p()).isEqualTo(5.0 / 100, within(1e-12));
        assertThat(SetTest.of(set, others, 1).pNull()).contains("99 random sets");
    }

    /** One other set: each unit is a coin, so p is the chance of the observed sum or more. */
    @Test
    void withFewOtherSetsTheUnitsArePermuted() {
        double[] set = {1, 1, 1, 1, 1};
        double[][] other = {{0, 0, 0, 0, 0}};
        SetTest test = SetTest.of(set, other, 1);
        assertThat(test.p()).isEqualTo(1.0 / 32, within(0.006));
        assertThat(test.pNull()).contains("only 1");
        assertThat(SetTest.of(other[0], new double[][] {set}, 1).p()).isEqualTo(1);
    }

    @Test
    void underTheNullSmallPValuesAreAsRareAsTheySay() {
        SplittableRandom random = new SplittableRandom(8);
        int times = 400;
        int small = 0;
        for (int n = 0; n < times; n++) {
            double[][] all = new double[4][20];
            for (double[] one : all) {
                for (int u = 0; u < one.length; u++) {
                    one[u] = random.nextGaussian();
                }
            }
            double[][] others = {all[1], all[2], all[3]};
            small += SetTest.of(all[0], others, n).p() < 0.05 ? 1 : 0;
        }
        assertThat(small / (double) times).isBetween(0.02, 0.085);
    }

    @Test
    void noOtherSetNoPValue() {
        assertThat(SetTest.of(new double[] {1}, new double[0][], 1).p()).isNaN();
    }
}
