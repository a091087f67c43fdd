package dev.headlight.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** How often a 95% interval holds the truth. */
class CoverageTest {

    private static final int[] UNITS = {2, 3, 5, 10, 20, 40, 100, 400};
    private static final int REPLICATES = 1000;

    private static final List<Population> POPULATIONS =
            List.of(
                    Population.NORMAL,
                    Population.TWO_KINDS,
                    Population.LENGTHS,
                    Population.SKEWED,
                    Population.RARE,
                    Population.windows(0.2),
                    Population.windows(0.5));

    /**
     * Shares of simulations whose interval holds the truth.
     *
     * @param percentile the interval as it is defined
     * @param widened the same, its distances from the figure multiplied by {@code t sqrt(n / (n - 1)) / z}: what an
     *     interval by Student's distribution is to one by the normal distribution
     */
    record Coverage(double percentile, double widened) {}

    /** Of each population; the weights of one simulation serve all of them. */
    static List<Coverage> coverage(int units, int simulations) {
        double tail = (1 - Interval.CONFIDENCE) / 2;
        double t = TDistribution.of(units - 1).inverseSurvivalProbability(tail);
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
        double factor = t / z * Math.sqrt(units / (units - 1.0));
        boolean[][][] held = new boolean[POPULATIONS.size()][2][simulations];
        IntStream.range(0, simulations)
                .parallel()
                .forEach(
                        s -> {
                            PoissonBootstrap bootstrap =
                                    new PoissonBootstrap(s, REPLICATES, Simulations.ids(units));
                            for (int n = 0; n < held.length; n++) {
                                Population population = POPULATIONS.get(n);
                                Random random = Simulations.random(5 + n, s, units);
                                Estimate e =
                                        bootstrap.estimate(population.sample().draw(random, units));
                                double low = e.interval().low() - e.value();
                                double high = e.interval().high() - e.value();
                                double truth = population.mean() - e.value();
                                held[n][0][s] = low <= truth && truth <= high;
                                held[n][1][s] = factor * low <= truth && truth <= factor * high;
                            }
                        });
        return Arrays.stream(held).map(h -> new Coverage(share(h[0]), share(h[1]))).toList();
    }

    private static double share(boolean[] held) {
        int n = 0;
        for (boolean h : held) {
            n += h ? 1 : 0;
        }
        return (double) n / held.length;
    }

    @Test
    void intervalsHoldTheTruth() {
        int simulations = Simulations.count(200, 2000);
        int[] sizes = Simulations.full() ? UNITS : new int[] {40, 100};
        List<String> heads = new ArrayList<>(List.of("figures of documents"));
        for (int n : sizes) {
            heads.add(n + " units");
        }
        Simulations.Table table = new Simulations.Table(heads.toArray(String[]::new));
        Simulations.Table wider = new Simulations.Table(heads.toArray(String[]::new));
        List<List<Coverage>> found = new ArrayList<>();
        for (int n : sizes) {
            found.add(coverage(n, simulations));
        }
        for (int k = 0; k < POPULATIONS.size(); k++) {
            Population p = POPULATIONS.get(k);
            List<String> row = new ArrayList<>(List.of(p.name()));
            List<String> widened = new ArrayList<>(List.of(p.name()));
            for (int n = 0; n < sizes.length; n++) {
                Coverage coverage = found.get(n).get(k);
                row.add(Simulations.percent(coverage.percentile));
                widened.add(Simulations.percent(coverage.widened));
                if (sizes[n] >= 40 && p.covered()) {
                    // 93 to 97%, widened by what the number of simulations leaves open.
                    double open = 3 * Math.sqrt(0.05 * 0.95 / simulations);
                    assertThat(coverage.percentile)
                            .as("%s, %d units", p.name(), sizes[n])
                            .isBetween(0.93 - open, 0.97 + open);
                }
            }
            table.row(row.toArray(String[]::new));
            wider.row(widened.toArray(String[]::new));
        }
        String basis =
                String.format(
                        Locale.ROOT,
                        "%,d simulations a cell, seeds 0 to %,d: a share of 95%% is known to within 1 point.",
                        simulations,
                        simulations - 1);
        table.write("coverage", basis);
        wider.write("coverage-widened", basis);
    }
}
