package dev.headlight.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.statistics.DetectableEffect;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether an effect of the size that is called detectable at 80% is detected in 80%: the truth is put at that
 * size above the threshold, and the analyses whose whole interval lies above the threshold are counted.
 */
class PowerTest {

    private static final int REPLICATES = 1000;
    private static final double SPREAD = 0.1;

    /** Detected: the share whose interval lies above 0; said: the mean of what the analyses call detectable. */
    record Power(double detected, double said, double truth) {}

    static Power power(int units, int simulations) {
        double effect = DetectableEffect.of(SPREAD / Math.sqrt(units));
        double[] said = new double[simulations];
        long detected =
                IntStream.range(0, simulations)
                        .parallel()
                        .filter(
                                s -> {
                                    Random random = Simulations.random(4, s, units);
                                    double[] x = new double[units];
                                    Arrays.setAll(x, i -> effect + SPREAD * random.nextGaussian());
                                    Estimate e =
                                            new PoissonBootstrap(
                                                            s, REPLICATES, Simulations.ids(units))
                                                    .estimate(x);
                                    said[s] = DetectableEffect.of(e.standardError());
                                    return e.interval().above(0);
                                })
                        .count();
        return new Power(
                (double) detected / simulations,
                Arrays.stream(said).average().orElseThrow(),
                effect);
    }

    @Test
    void theDetectableEffectIsDetectedInFourOfFive() {
        int simulations = Simulations.count(300, 2000);
        int[] sizes = Simulations.full() ? new int[] {5, 10, 20, 40, 100, 400} : new int[] {40};
        Simulations.Table table =
                new Simulations.Table(
                        "units",
                        "detected (80% is said)",
                        "detectable effect as said, mean",
                        "by the true spread");
        for (int n : sizes) {
            Power p = power(n, simulations);
            table.row(
                    Integer.toString(n),
                    Simulations.percent(p.detected),
                    String.format(Locale.ROOT, "%.4f", p.said),
                    String.format(Locale.ROOT, "%.4f", p.truth));
            if (n >= 40) {
                assertThat(p.detected).as("%d units", n).isBetween(0.73, 0.87);
                assertThat(p.said / p.truth).as("%d units", n).isBetween(0.94, 1.06);
            }
        }
        table.write(
                "power",
                String.format(
                        Locale.ROOT,
                        "%,d simulations a row, normal figures of standard deviation %.1f, seeds 0 to %,d.",
                        simulations,
                        SPREAD,
                        simulations - 1));
    }
}
