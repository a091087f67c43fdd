package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evidence whose truth is known, and what the hypotheses make of it. */
final class PlantedVerdicts {

    static final int UNITS = 60;

    private PlantedVerdicts() {}

    /** Layers of four heads. */
    static PlantedEvidence evidence(int layers) {
        return new PlantedEvidence(layers, 4, UNITS);
    }

    /** Hypothesis {@code number}, from 1. */
    static Verdict verdict(int number, Evidence model, @Nullable Evidence control) {
        return Verdicts.of(model, control, List.of(), 1).get(number - 1);
    }

    /** Each layer looks {@code slope} tokens farther than the one before. */
    static PlantedEvidence layered(int layers, double slope, double noise) {
        return evidence(layers)
                .both("mean_distance", (l, h) -> 20 + slope * l, noise, 40)
                .both("locality_8", (l, h) -> 0.6 - 0.01 * slope * l, noise / 100, 0.2);
    }

    /** Entropies of the middle third of the layers, and of the others. */
    static PlantedEvidence focused(int layers, double outer, double middle) {
        return evidence(layers)
                .both(
                        "entropy_normalized",
                        (l, h) -> AttentionEntropy.middle(l, layers) ? middle : outer,
                        0.02,
                        1);
    }

    /** The set raises the loss by {@code size} in each of ten sequences, random sets by a tenth of it. */
    static SetEffect effect(double size, int sets, double p) {
        PoissonBootstrap bootstrap =
                new PoissonBootstrap(
                        5, 400, IntStream.range(0, 10).mapToObj(n -> "s" + n).toList());
        double[] set = IntStream.range(0, 10).mapToDouble(n -> size * (1 + 0.02 * n)).toArray();
        double[] others = IntStream.range(0, 10).mapToDouble(n -> 0.1 * size).toArray();
        Estimate delta = bootstrap.estimate(set);
        Estimate random = bootstrap.estimate(others);
        return new SetEffect(
                "L1H2",
                1,
                delta,
                sets == 0 ? Estimate.mean(List.of()) : random,
                sets == 0 ? Estimate.mean(List.of()) : delta.minus(random),
                sets,
                p,
                "random heads do as much",
                sets + " random sets",
                10,
                500);
    }
}
