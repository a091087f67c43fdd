package dev.headlight.analysis.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Divergences between heads against the definition in double precision, from full matrices. */
class DivergenceTallyTest {

    private static final int HEADS = 6;
    private static final int T = 45;
    private static final Workers WORKERS = new Workers(3);

    @AfterAll
    static void end() {
        WORKERS.close();
    }

    /** Scores of each head of a window; head 5 is head 0 again, head 4 leaves all to the sink now and then. */
    private static List<double[][]> window(long seed) {
        List<double[][]> heads = new ArrayList<>();
        for (int h = 0; h < HEADS; h++) {
            SplittableRandom random = new SplittableRandom(seed * 100 + h % 5);
            double[][] s = new double[T][T];
            for (int i = 0; i < T; i++) {
                for (int j = 0; j <= i; j++) {
                    s[i][j] =
                            (1 + h % 5) * random.nextDouble()
                                    + (j == 0 ? 1 : 0)
                                    + (h == 4 && j == 0 && i % 2 == 0 ? 40 : 0);
                }
            }
            heads.add(s);
        }
        return heads;
    }

    private static RowSampleTally[] sampled(List<double[][]> window, int... sample) {
        RowSampleTally[] tallies = new RowSampleTally[HEADS];
        for (int h = 0; h < HEADS; h++) {
            tallies[h] = new RowSampleTally(sample);
            NaiveTile tile = NaiveTile.ofScores(window.get(h), 0, T);
            RowScales scales = new RowScales();
            scales.read(tile);
            tallies[h].accept(tile, scales);
        }
        return tallies;
    }

    private static DivergenceTally tally(long seed, int... sample) {
        DivergenceTally tally = new DivergenceTally(HEADS);
        tally.add(sampled(window(seed), sample), sample, WORKERS);
        return tally;
    }

    /** The row as attention, key 0 dropped where that is asked for; empty where nothing is left. */
    private static double[] row(double[][] scores, int i, int variant) {
        double[] a = new double[i + 1];
        double sum = 0;
        double all = 0;
        for (int j = 0; j <= i; j++) {
            double w = Math.exp(scores[i][j] - scores[i][0]);
            all += w;
            if (j > 0 || variant == DivergenceTally.WITH) {
                a[j] = w;
                sum += w;
            }
        }
        if (sum / all < 1e-6) {
            return new double[0];
        }
        for (int j = 0; j <= i; j++) {
            a[j] /= sum;
        }
        return a;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double m = (p[j] + q[j]) / 2;
            sum += p[j] > 0 ? p[j] * Math.log(p[j] / m) / 2 : 0;
            sum += q[j] > 0 ? q[j] * Math.log(q[j] / m) / 2 : 0;
        }
        return sum / Math.log(2);
    }

    private static double naive(int variant, int n, int m, long[] seeds, int... sample) {
        double sum = 0;
        int rows = 0;
        for (long seed : seeds) {
            List<double[][]> window = window(seed);
            for (int i : sample) {
                double[] p = row(window.get(n), i, variant);
                double[] q = row(window.get(m), i, variant);
                if (p.length > 0 && q.length > 0) {
                    sum += divergence(p, q);
                    rows++;
                }
            }
        }
        return rows == 0 ? Double.NaN : sum / rows;
    }

    private static void check(DivergenceTally tally, long[] seeds, int... sample) {
        for (int v = 0; v < 2; v++) {
            double[] toOthers = new double[HEADS];
            int[] others = new int[HEADS];
            for (int n = 0; n < HEADS; n++) {
                for (int m = 0; m < n; m++) {
                    double expected = naive(v, n, m, seeds, sample);
                    double value = tally.mean(v, DivergenceTally.pair(n, m));
                    if (Double.isNaN(expected)) {
                        assertThat(value).isNaN();
                        continue;
                    }
                    assertThat(value).as("%d, %d, %d", v, n, m).isCloseTo(expected, within(6e-6));
                    toOthers[n] += expected;
                    toOthers[m] += expected;
                    others[n]++;
                    others[m]++;
                }
            }
            for (int n = 0; n < HEADS; n++) {
                double value = tally.specialization(v)[n];
                if (others[n] == 0) {
                    assertThat(value).isNaN();
                } else {
                    assertThat(value).isCloseTo(toOthers[n] / others[n], within(6e-6));
                }
            }
        }
    }

    @Test
    void divergencesAreTheDefinition() {
        int[] sample = {2, 3, 8, 17, 30, 44};
        DivergenceTally tally = tally(1, sample);
        check(tally, new long[] {1}, sample);
        assertThat(tally.sampled()).isEqualTo(6);
        assertThat(tally.rows(DivergenceTally.WITH, DivergenceTally.pair(4, 0))).isEqualTo(6);
        // Rows 2, 8, 30 and 44 of head 4 are all sink.
        assertThat(tally.rows(DivergenceTally.WITHOUT, DivergenceTally.pair(4, 0))).isEqualTo(2);
        // Head 5 is head 0 once more.
        assertThat(tally.mean(DivergenceTally.WITH, DivergenceTally.pair(5, 0)))
                .isCloseTo(0, within(2e-6));
        assertThat(tally.mean(DivergenceTally.WITHOUT, DivergenceTally.pair(5, 0)))
                .isCloseTo(0, within(2e-6));
    }

    @Test
    void anEmptyOneHoldsNothingAndOneRowIsEnough() {
        DivergenceTally empty = new DivergenceTally(HEADS);
        assertThat(empty.sampled()).isZero();
        assertThat(empty.mean(DivergenceTally.WITH, 3)).isNaN();
        assertThat(empty.specialization(DivergenceTally.WITH)).containsOnly(Double.NaN);
        assertThat(empty.withinLayers(DivergenceTally.WITH, 2)).containsOnly(Double.NaN);
        check(tally(2, 3), new long[] {2}, 3);
        // All that head 4 has goes to the sink.
        check(tally(2, 8), new long[] {2}, 8);
        assertThat(tally(2, 8).specialization(DivergenceTally.WITHOUT)[4]).isNaN();
    }

    @Test
    void windowsCombineInAnyOrder() {
        int[] sample = {2, 5, 21, 40};
        long[] seeds = {1, 2, 3};
        for (int[] order : new int[][] {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}}) {
            DivergenceTally all = new DivergenceTally(HEADS);
            for (int n : order) {
                all.combine(tally(seeds[n], sample));
                all.combine(new DivergenceTally(HEADS));
            }
            check(all, seeds, sample);
        }
    }

    @Test
    void withinALayerAreThePairsOfThatLayer() {
        int[] sample = {2, 9, 33};
        double[] within = tally(4, sample).withinLayers(DivergenceTally.WITH, 3);
        for (int l = 0; l < 2; l++) {
            double sum = 0;
            for (int n = 3 * l; n < 3 * l + 3; n++) {
                for (int m = 3 * l; m < n; m++) {
                    sum += naive(DivergenceTally.WITH, n, m, new long[] {4}, sample);
                }
            }
            assertThat(within[l]).isCloseTo(sum / 3, within(6e-6));
        }
        assertThat(tally(4, sample).withinLayers(DivergenceTally.WITH, 1)).containsOnly(Double.NaN);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        int[] sample = {2, 9, 33};
        DivergenceTally one = new DivergenceTally(HEADS);
        try (Workers single = new Workers(1)) {
            one.add(sampled(window(6), sample), sample, single);
        }
        DivergenceTally three = tally(6, sample);
        for (int pair = 0; pair < DivergenceTally.pairs(HEADS); pair++) {
            assertThat(three.mean(0, pair)).isEqualTo(one.mean(0, pair));
            assertThat(three.mean(1, pair)).isEqualTo(one.mean(1, pair));
        }
        assertThatThrownBy(() -> one.add(new RowSampleTally[2], sample, WORKERS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
