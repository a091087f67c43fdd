package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scipy and numpy; the line that made each number stands beside it. */
class RankAndFitTest {

    @Test
    void spearman() {
        // scipy.stats.spearmanr([3,1,4,1,5,9,2,6], [2,7,1,8,2,8,1,8])
        assertThat(Spearman.rho(of(3, 1, 4, 1, 5, 9, 2, 6), of(2, 7, 1, 8, 2, 8, 1, 8)))
                .isEqualTo(0.19885368120992467, within(1e-14));
        // scipy.stats.spearmanr([0,1,2,3,4,5], [10,12,11,15,20,19])
        assertThat(Spearman.rho(of(0, 1, 2, 3, 4, 5), of(10, 12, 11, 15, 20, 19)))
                .isEqualTo(0.8857142857142858, within(1e-14));
        assertThat(Spearman.rho(of(1, 2, 3), of(9, 5, 1))).isEqualTo(-1, within(1e-15));
    }

    @Test
    void spearmanOfDegenerateSequences() {
        assertThat(Spearman.rho(of(1), of(2))).isNaN();
        assertThat(Spearman.rho(of(), of())).isNaN();
        assertThat(Spearman.rho(of(1, 2, 3), of(4, 4, 4))).isNaN();
        assertThat(Spearman.rho(of(1, 2, Double.NaN), of(4, 5, 6))).isNaN();
    }

    @Test
    void permutationExact() {
        // r = lambda v: scipy.stats.spearmanr(range(6), v).statistic
        // scipy.stats.permutation_test((y,), r, permutation_type='pairings',
        // n_resamples=inf).pvalue
        assertThat(p(of(10, 12, 11, 15, 20, 19))).isEqualTo(0.03333333333333333, within(1e-15));
        // The smallest two-sided p of a perfect order: 2 / n!, so four layers can never reach 0.05.
        assertThat(p(of(1, 2, 3, 4))).isEqualTo(2.0 / 24, within(1e-15));
        assertThat(p(of(1, 2, 3, 4, 5))).isEqualTo(2.0 / 120, within(1e-15));
        assertThat(p(of(5))).isNaN();
    }

    @Test
    void permutationDrawn() {
        // The same with 12 values and n_resamples=100000, rng=1: 0.00772
        double[] y = of(1, 5, 3, 2, 9, 4, 8, 12, 7, 6, 11, 10);
        assertThat(p(y)).isEqualTo(0.00772, within(0.0025)).isEqualTo(p(y));
    }

    private static double p(double[] y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return PermutationTest.p(
                y.length,
                labels -> {
                    double[] permuted = new double[y.length];
                    for (int i = 0; i < y.length; i++) {
                        permuted[i] = y[labels[i]];
                    }
                    return Spearman.rho(x, permuted);
                },
                1);
    }

    @Test
    void leastSignificantIsTheFirstThatIs() {
        double[] x = {0, 1, 2, 3, 4};
        double[] five = {3, 1, 4, 1.5, 9};
        // Of 5 only a perfect order has p < 0.05 (2 / 120); of 4 none has. Of 6: rho = 31/35 has p
        // = 0.0333,
        // 29/35 has p = 0.0583 (scipy's permutation_test, all pairings).
        assertThat(PermutationTest.leastSignificant(5, l -> rho(x, five, l), 1, 0.05))
                .isEqualTo(1, within(1e-12));
        assertThat(
                        PermutationTest.leastSignificant(
                                4, l -> rho(of(0, 1, 2, 3), of(1, 5, 2, 3), l), 1, 0.05))
                .isInfinite();
        double[] six = {0, 1, 2, 3, 4, 5};
        assertThat(PermutationTest.leastSignificant(6, l -> rho(six, six, l), 1, 0.05))
                .isEqualTo(31.0 / 35, within(1e-12));
        // Tables have 0.587 for 12 (two-sided 5%); drawn, it is near.
        double[] twelve = new double[12];
        java.util.Arrays.setAll(twelve, i -> i);
        assertThat(PermutationTest.leastSignificant(12, l -> rho(twelve, twelve, l), 1, 0.05))
                .isEqualTo(0.587, within(0.02));
    }

    private static double rho(double[] x, double[] y, int[] labels) {
        double[] permuted = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            permuted[i] = y[labels[i]];
        }
        return Spearman.rho(x, permuted);
    }

    @Test
    void exactEnumerationTriesEveryPermutationOnce() {
        List<String> seen = new ArrayList<>();
        PermutationTest.p(
                4,
                labels -> {
                    seen.add(java.util.Arrays.toString(labels));
                    return 0;
                },
                1);
        seen.removeFirst(); // the identity, observed before
        assertThat(seen).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void weightedLine() {
        // np.polyfit([1,2,3,5,8], [2.1,2.9,4.2,5.5,9.1], 1, w=np.sqrt([10,4,1,3,2]))
        LineFit fit =
                LineFit.of(of(1, 2, 3, 5, 8), of(2.1, 2.9, 4.2, 5.5, 9.1), of(10, 4, 1, 3, 2));
        assertThat(fit.slope()).isEqualTo(0.96303502, within(1e-8));
        assertThat(fit.intercept()).isEqualTo(1.07110895, within(1e-8));
        LineFit without =
                LineFit.of(
                        of(1, 2, 77, 3, 5, 8, 99),
                        of(2.1, 2.9, Double.NaN, 4.2, 5.5, 9.1, 4),
                        of(10, 4, 5, 1, 3, 2, 0));
        assertThat(without).isEqualTo(fit);
        assertThat(LineFit.of(of(1, 1), of(2, 3), of(1, 1)).slope()).isNaN();
        assertThat(LineFit.of(of(), of(), of()).slope()).isNaN();
        assertThat(new LineFit(1, 2).squaredError(of(0, 1), of(2, Double.NaN), of(3, 4)))
                .isEqualTo(3);
    }

    @Test
    void benjaminiHochberg() {
        // scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.8])
        assertThat(BenjaminiHochberg.q(0.01, Double.NaN, 0.04, 0.03, 0.005, 0.8))
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(0.025, Double.NaN, 0.05, 0.05, 0.025, 0.8);
        assertThat(BenjaminiHochberg.q(0.9, 0.95)).containsExactly(0.95, 0.95);
        assertThat(BenjaminiHochberg.q()).isEmpty();
    }

    @Test
    void detectableEffect() {
        // scipy.stats.norm.ppf(.975) + scipy.stats.norm.ppf(.8)
        assertThat(DetectableEffect.of(1)).isEqualTo(2.8015852181129683, within(1e-9));
        assertThat(DetectableEffect.of(Double.NaN)).isNaN();
    }

    private static double[] of(double... x) {
        return x;
    }
}
