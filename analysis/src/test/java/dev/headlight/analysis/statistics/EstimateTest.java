package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void percentilesAreNumpys() {
        // np.quantile([3,1,4,1,5,9,2,6,5.5,3.5], [.025,.975])
        Estimate e = new Estimate(4, new double[] {3, 1, 4, 1, 5, 9, 2, 6, 5.5, 3.5}, 10);
        assertThat(e.interval().low()).isEqualTo(1, within(1e-12));
        assertThat(e.interval().high()).isEqualTo(8.325, within(1e-12));
    }

    @Test
    void pIsTheShareOfShiftedReplicates() {
        Estimate e = new Estimate(2, new double[] {1, 1.5, 2, 2.5, 4.5, Double.NaN}, 5);
        // |r - 2| is 1, 0.5, 0, 0.5, 2.5: two of five lie at least 1 away.
        assertThat(e.p(1)).isEqualTo(3.0 / 6);
        assertThat(e.p(3)).isEqualTo(3.0 / 6);
        assertThat(e.p(-8)).isEqualTo(1.0 / 6);
        assertThat(e.p(2)).isEqualTo(1);
        assertThat(e.p(Double.NaN)).isNaN();
    }

    @Test
    void combinesInEachReplicate() {
        Estimate a = new Estimate(1, new double[] {1, 2, 3}, 9);
        Estimate b = new Estimate(10, new double[] {20, 10, 0}, 4);
        Estimate ratio = Estimate.combine(List.of(a, b), x -> x[0] / x[1]);
        assertThat(ratio.value()).isEqualTo(0.1);
        assertThat(ratio.replicates()).containsExactly(0.05, 0.2, Double.POSITIVE_INFINITY);
        assertThat(ratio.units()).isEqualTo(4);
        assertThat(a.minus(b).replicates()).containsExactly(-19, -8, 3);
        assertThat(a.times(-2).value()).isEqualTo(-2);
    }

    @Test
    void meanLeavesOutWhatDoesNotExist() {
        Estimate a = new Estimate(1, new double[] {1, 2}, 9);
        Estimate b = new Estimate(3, new double[] {5, 4}, 7);
        Estimate none = new Estimate(Double.NaN, new double[] {Double.NaN, Double.NaN}, 0);
        assertThat(Estimate.mean(List.of(a, none, b)).replicates()).containsExactly(3, 3);
        assertThat(Estimate.mean(List.of(a, none, b)).units()).isEqualTo(7);
        assertThat(Estimate.mean(List.of(none)).value()).isNaN();
        assertThat(Estimate.mean(List.of()).exists()).isFalse();
    }
}
