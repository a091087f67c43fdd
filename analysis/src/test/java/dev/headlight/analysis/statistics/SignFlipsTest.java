package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignFlipsTest {

    @Test
    void fewUnitsAreTriedWithAllSigns() {
        double[][] d = {{0.3, -1}, {0.1, 2}, {0.25, Double.NaN}, {0.4, 0.5}, {-0.05, 0.1}};
        SignFlips flips = new SignFlips(1, 100, 5);
        assertThat(flips.draws()).isEqualTo(32);
        assertThat(flips.smallest()).isEqualTo(1 / 16.0);
        double[] p = p(flips, d);
        for (int f = 0; f < 2; f++) {
            assertThat(p[f]).isEqualTo(naive(d, f), within(1e-12));
        }
    }

    /** All signs, from the definition. */
    private static double naive(double[][] d, int figure) {
        double observed = 0;
        for (double[] unit : d) {
            observed += Double.isNaN(unit[figure]) ? 0 : unit[figure];
        }
        int reached = 0;
        for (int signs = 0; signs < 1 << d.length; signs++) {
            double sum = 0;
            for (int n = 0; n < d.length; n++) {
                double v = Double.isNaN(d[n][figure]) ? 0 : d[n][figure];
                sum += (signs >> n & 1) == 0 ? v : -v;
            }
            reached += Math.abs(sum) >= Math.abs(observed) - 1e-12 ? 1 : 0;
        }
        return (double) reached / (1 << d.length);
    }

    @Test
    void noDifferenceAtAllHasPOne() {
        assertThat(p(new SignFlips(1, 500, 20), new double[20][1])).containsExactly(1);
        assertThat(p(new SignFlips(1, 500, 4), new double[4][1])).containsExactly(1);
    }

    @Test
    void oneUnitGivesNoP() {
        double[][] d = {{1}, {Double.NaN}, {Double.NaN}};
        assertThat(p(new SignFlips(1, 500, 3), d)).containsExactly(Double.NaN);
    }

    /** Under the null the share of p at or below 0.05 is at most 5%, to the noise of 1,000 simulations. */
    @Test
    void falsePositivesStayAtTheirLevel() {
        SplittableRandom random = new SplittableRandom(5);
        double[][] d = new double[16][1000];
        for (double[] unit : d) {
            for (int f = 0; f < unit.length; f++) {
                double x = random.nextGaussian();
                unit[f] = x * x * x; // symmetric, with heavy tails
            }
        }
        double[] p = p(new SignFlips(9, 999, 16), d);
        long found = java.util.Arrays.stream(p).filter(v -> v <= 0.05).count();
        assertThat(found).isBetween(25L, 72L);
    }

    @Test
    void threadsDoNotMatter() {
        double[][] d = new double[15][130];
        SplittableRandom random = new SplittableRandom(6);
        for (double[] unit : d) {
            for (int f = 0; f < unit.length; f++) {
                unit[f] = random.nextDouble() - 0.4;
            }
        }
        SignFlips flips = new SignFlips(3, 300, 15);
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            assertThat(flips.p(UnitFigures.of(130, d), one))
                    .isEqualTo(flips.p(UnitFigures.of(130, d), three));
        }
    }

    private static double[] p(SignFlips flips, double[][] d) {
        try (Workers workers = new Workers(1)) {
            return flips.p(UnitFigures.of(d[0].length, d), workers);
        }
    }
}
