package dev.headlight.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a 95% interval holds the truth. */
class CoverageTest {

    private static final int[] UNITS = {5, 10, 20, 40, 100, 400};
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

    /** Share of simulations whose interval holds the truth. */
    static double coverage(Population population, int units, int simulations) {
        long held =
                IntStream.range(0, simulations)
                        .parallel()
                        .filter(
                                s -> {
                                    Random random = Simulations.random(5, s, units);
                                    double[] x = population.sample().draw(random, units);
                                    Interval i =
                                            new PoissonBootstrap(
                                                            s, REPLICATES, Simulations.ids(units))
                                                    .estimate(x)
                                                    .interval();
                                    return i.low() <= population.mean()
                                            && population.mean() <= i.high();
                                })
                        .count();
        return (double) held / simulations;
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
        for (Population p : POPULATIONS) {
            List<String> row = new ArrayList<>(List.of(p.name()));
            for (int n : sizes) {
                double share = coverage(p, n, simulations);
                row.add(Simulations.percent(share));
                if (n >= 40 && p.covered()) {
                    // 93 to 97%, widened by what the number of simulations leaves open.
                    double open = 3 * Math.sqrt(0.05 * 0.95 / simulations);
                    assertThat(share)
                            .as("%s, %d units", p.name(), n)
                            .isBetween(0.93 - open, 0.97 + open);
                }
            }
            table.row(row.toArray(String[]::new));
        }
        table.write(
                "coverage",
                String.format(
                        Locale.ROOT,
                        "%,d simulations a cell, seeds 0 to %,d: a share of 95%% is known to within 1 point.",
                        simulations,
                        simulations - 1));
    }
}
