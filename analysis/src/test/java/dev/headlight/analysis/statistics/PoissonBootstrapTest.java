package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoissonBootstrapTest {

    private static final long SEED = 7;

    private static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "story#" + i).toList();
    }

    @Test
    void weightsAreFixedForAllTime() {
        // The same draws on every machine and in every release (also made in Python, by the
        // formula).
        long unit = UnitHash.of("moby-dick.txt#3");
        assertThat(unit).isEqualTo(0x73a128492ce38c92L);
        assertThat(UnitHash.of("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(UnitHash.of("na\u00efve")).isEqualTo(0x1e858bc68a6332abL);
        int[] first = IntStream.range(0, 12).map(b -> PoissonWeights.weight(1, unit, b)).toArray();
        assertThat(first).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 0);
    }

    @Test
    void weightsArePoissonWithMeanOne() {
        int[] counts = new int[21];
        int draws = 0;
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < 300; n++) {
            for (int b = 0; b < 1000; b++) {
                int w = PoissonWeights.weight(SEED, UnitHash.of("d" + n), b);
                counts[w]++;
                sum += w;
                squares += (double) w * w;
                draws++;
            }
        }
        double mean = sum / draws;
        assertThat(mean).isEqualTo(1, within(0.01));
        assertThat(squares / draws - mean * mean).isEqualTo(1, within(0.02));
        double term = Math.exp(-1);
        for (int k = 0; k < 6; k++) {
            assertThat((double) counts[k] / draws).isEqualTo(term, within(0.004));
            term /= k + 1;
        }
    }

    @Test
    void replicatesAreTheDefinition() {
        int units = 23;
        int figures = 131; // two whole blocks and a part
        int replicates = 37; // no multiple of anything
        double[][] v = planted(units, figures, new Random(3));
        Estimate[] found = estimates(v, figures, replicates, ids(units), 1);
        for (int f = 0; f < figures; f++) {
            double sum = 0;
            int defined = 0;
            for (double[] row : v) {
                if (!Double.isNaN(row[f])) {
                    sum += row[f];
                    defined++;
                }
            }
            assertThat(found[f].units()).isEqualTo(defined);
            assertThat(found[f].value()).isEqualTo(sum / defined, within(1e-12));
            for (int b = 0; b < replicates; b++) {
                double weighted = 0;
                double weight = 0;
                for (int n = 0; n < units; n++) {
                    if (!Double.isNaN(v[n][f])) {
                        int w = PoissonWeights.weight(SEED, UnitHash.of("story#" + n), b);
                        weighted += w * v[n][f];
                        weight += w;
                    }
                }
                assertThat(found[f].replicates()[b]).isEqualTo(weighted / weight, within(1e-12));
            }
        }
    }

    @Test
    void orderAndThreadsChangeNoBit() {
        int units = 40;
        int figures = 200;
        double[][] v = planted(units, figures, new Random(4));
        Estimate[] straight = estimates(v, figures, 100, ids(units), 1);
        List<Integer> order = new ArrayList<>(IntStream.range(0, units).boxed().toList());
        Collections.shuffle(order, new Random(5));
        double[][] shuffled = order.stream().map(n -> v[n]).toArray(double[][]::new);
        List<String> shuffledIds = order.stream().map(n -> ids(units).get(n)).toList();
        for (int threads = 1; threads <= 3; threads++) {
            Estimate[] other = estimates(shuffled, figures, 100, shuffledIds, threads);
            for (int f = 0; f < figures; f++) {
                assertThat(bits(other[f])).isEqualTo(bits(straight[f]));
            }
        }
    }

    private static long[] bits(Estimate e) {
        return Arrays.stream(e.replicates()).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void intervalsCoverTheTruth() {
        // 400 samples of 40 exponential values: the percentile interval of their mean holds the
        // true mean
        // in about 93% of them (it is known to fall a little short of 95% on skewed values).
        Random random = new Random(11);
        int covered = 0;
        int trials = 400;
        for (int t = 0; t < trials; t++) {
            double[] x = new double[40];
            Arrays.setAll(x, i -> -Math.log(1 - random.nextDouble()));
            Interval interval = new PoissonBootstrap(t, 500, ids(40)).estimate(x).interval();
            if (interval.low() <= 1 && 1 <= interval.high()) {
                covered++;
            }
        }
        assertThat((double) covered / trials).isBetween(0.90, 0.97);
    }

    @Test
    void standardErrorIsThatOfTheMean() {
        Random random = new Random(12);
        double[] x = new double[200];
        Arrays.setAll(x, i -> random.nextGaussian());
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 199;
        Estimate e = new PoissonBootstrap(SEED, 1000, ids(200)).estimate(x);
        assertThat(e.standardError() / Math.sqrt(variance / 200)).isEqualTo(1, within(0.1));
    }

    @Test
    void unitsThatDefineNothingDropOut() {
        PoissonBootstrap bootstrap = new PoissonBootstrap(SEED, 1000, ids(4));
        Estimate e = bootstrap.estimate(1, Double.NaN, 3, Double.NaN);
        assertThat(e.value()).isEqualTo(2);
        assertThat(e.units()).isEqualTo(2);
        // Both defined units are drawn 0 times in e^-2 = 13.5% of the replicates.
        assertThat(e.excluded()).isBetween(100, 175);
        assertThat(e.interval()).isEqualTo(new Interval(1, 3));

        Estimate one = bootstrap.estimate(Double.NaN, 5, Double.NaN, Double.NaN);
        assertThat(one.value()).isEqualTo(5);
        assertThat(one.interval()).isEqualTo(Interval.NONE);
        assertThat(one.standardError()).isNaN();
        assertThat(one.p(0)).isNaN();

        Estimate none = bootstrap.estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(none.value()).isNaN();
        assertThat(none.units()).isZero();
        assertThat(none.excluded()).isEqualTo(1000);
        assertThat(none.interval()).isEqualTo(Interval.NONE);
    }

    @Test
    void refusesUnitsOfTheSameId() {
        assertThatThrownBy(() -> new PoissonBootstrap(1, 10, List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[][] planted(int units, int figures, Random random) {
        double[][] v = new double[units][figures];
        for (double[] row : v) {
            for (int f = 0; f < figures; f++) {
                row[f] = f % 50 == 7 && random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
            }
        }
        return v;
    }

    private static Estimate[] estimates(
            double[][] v, int figures, int replicates, List<String> ids, int threads) {
        Estimate[] found = new Estimate[figures];
        try (Workers workers = new Workers(threads)) {
            new PoissonBootstrap(SEED, replicates, ids)
                    .forEach(UnitFigures.of(figures, v), workers, (e, f) -> found[f] = e);
        }
        return found;
    }
}
