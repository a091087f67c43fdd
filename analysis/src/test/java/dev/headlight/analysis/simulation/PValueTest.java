package dev.headlight.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.statistics.BenjaminiHochberg;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PermutationTest;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.Spearman;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** p-values where the null is true, and what the q-values make of many of them. */
class PValueTest {

    private static final int REPLICATES = 1000;

    /** p of the shifted bootstrap, one a simulation, sorted; the null is the truth. */
    private static double[] bootstrap(Population population, int units, int simulations) {
        return IntStream.range(0, simulations)
                .parallel()
                .mapToDouble(
                        s -> {
                            Random random = Simulations.random(1, s, units);
                            double[] x = population.sample().draw(random, units);
                            return new PoissonBootstrap(s, REPLICATES, Simulations.ids(units))
                                    .estimate(x)
                                    .p(population.mean());
                        })
                .sorted()
                .toArray();
    }

    private static double[] permutation(int layers, int simulations) {
        return IntStream.range(0, simulations)
                .parallel()
                .mapToDouble(
                        s -> {
                            Random random = Simulations.random(2, s, layers);
                            double[] y = random.doubles(layers).toArray();
                            return PermutationTest.p(
                                    layers,
                                    labels ->
                                            Spearman.rho(
                                                    Arrays.stream(labels)
                                                            .asDoubleStream()
                                                            .toArray(),
                                                    y),
                                    s);
                        })
                .sorted()
                .toArray();
    }

    /** Kolmogorov and Smirnov's distance from the uniform distribution. */
    private static double distance(double[] sorted) {
        double most = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.max(sorted[i] - (double) i / n, (i + 1.0) / n - sorted[i]));
        }
        return most;
    }

    private static double below(double[] sorted, double level) {
        return (double) Arrays.stream(sorted).filter(p -> p <= level).count() / sorted.length;
    }

    private static void row(Simulations.Table table, String name, double[] p) {
        table.row(
                name,
                Simulations.percent(below(p, 0.05)),
                Simulations.percent(below(p, 0.01)),
                String.format(Locale.ROOT, "%.3f", distance(p)));
    }

    @Test
    void pIsUniformWhereTheNullIsTrue() {
        int simulations = Simulations.count(300, 2000);
        Simulations.Table table =
                new Simulations.Table("test", "p <= 0.05", "p <= 0.01", "distance from uniform");
        int[] sizes =
                Simulations.full() ? new int[] {2, 3, 5, 10, 20, 40, 100, 400} : new int[] {100};
        for (int n : sizes) {
            double[] p = bootstrap(Population.NORMAL, n, simulations);
            row(table, "shifted bootstrap, normal, " + n + " units", p);
            if (n >= 100) {
                // 1.95 / sqrt(simulations) is Kolmogorov's 0.1% point.
                assertThat(distance(p)).isLessThan(1.95 / Math.sqrt(simulations));
            }
        }
        for (int n : sizes) {
            row(
                    table,
                    "shifted bootstrap, skewed, " + n + " units",
                    bootstrap(Population.SKEWED, n, simulations));
        }
        for (int layers : Simulations.full() ? new int[] {5, 6, 7, 12} : new int[] {6}) {
            double[] p = permutation(layers, layers > 8 ? simulations / 4 : simulations);
            row(table, "permutation of " + layers + " layers", p);
            // Of an exact test: at most the level, whatever the level; four standard errors beside.
            double slack = 4 * Math.sqrt(0.05 * 0.95 / p.length);
            assertThat(below(p, 0.05)).isLessThan(0.05 + slack);
        }
        table.write(
                "p-values",
                String.format(
                        Locale.ROOT,
                        "%,d simulations a row (a quarter of them with 12 layers), seeds 0 to %,d. By chance the distance"
                                + " stays below %.3f in 95%% of such rows.",
                        simulations,
                        simulations - 1,
                        1.36 / Math.sqrt(simulations)));
    }

    /** The mean share of false discoveries among those with q <= level. */
    private static double falseDiscoveries(
            int tests, double trueShare, double level, int simulations, DoubleSupplier standard) {
        double sum = 0;
        int real = (int) Math.round(tests * trueShare);
        for (int s = 0; s < simulations; s++) {
            double[] p = new double[tests];
            for (int i = 0; i < tests; i++) {
                double z = standard.getAsDouble() + (i < real ? 3.5 : 0);
                p[i] = twoSided(z);
            }
            double[] q = BenjaminiHochberg.q(p);
            int found = 0;
            int wrong = 0;
            for (int i = 0; i < tests; i++) {
                found += q[i] <= level ? 1 : 0;
                wrong += q[i] <= level && i >= real ? 1 : 0;
            }
            sum += found == 0 ? 0 : (double) wrong / found;
        }
        return sum / simulations;
    }

    private static double twoSided(double z) {
        return 2
                * org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1)
                        .survivalProbability(Math.abs(z));
    }

    @Test
    void qControlsTheShareOfFalseDiscoveries() {
        int simulations = Simulations.count(1000, 20_000);
        Simulations.Table table =
                new Simulations.Table(
                        "tests",
                        "of them real",
                        "false discoveries among q <= 0.05",
                        "level x null share");
        for (double real : new double[] {0, 0.1, 0.5}) {
            Random random = Simulations.random(3, 0, 0);
            double share = falseDiscoveries(200, real, 0.05, simulations, random::nextGaussian);
            table.row(
                    "200",
                    Simulations.percent(real),
                    String.format(Locale.ROOT, "%.2f%%", 100 * share),
                    String.format(Locale.ROOT, "%.2f%%", 5 * (1 - real)));
            double slack = 4 * Math.sqrt(0.05 * 0.95 / simulations);
            assertThat(share).as("%s real", real).isLessThan(0.05 * (1 - real) + slack);
        }
        table.write(
                "q-values",
                String.format(
                        Locale.ROOT,
                        "%,d simulations a row, normal tests with exact p-values, real ones shifted by 3.5.",
                        simulations));
    }

    @Test
    void anEffectOfRoundingIsNone() {
        // Exactly uniform attention, as a head whose query was zeroed gives it: the figure differs
        // from its null in
        // the last bit of a float, and no document from another.
        double[] x = new double[30];
        Arrays.fill(x, (float) (1 / 3.0));
        Estimate e = new PoissonBootstrap(1, REPLICATES, Simulations.ids(30)).estimate(x);
        assertThat(e.p(Estimate.constant(1 / 3.0, REPLICATES))).isEqualTo(1);
        assertThat(e.p(Estimate.constant(0.33, REPLICATES))).isEqualTo(1 / 1001.0);
    }
}
