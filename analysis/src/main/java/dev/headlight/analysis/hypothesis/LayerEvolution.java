package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PermutationTest;
import dev.headlight.analysis.statistics.Spearman;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hypothesis 2: early layers look locally, later ones globally.
 *
 * <pre>E = (rho(layer, D) - rho(layer, L)) / 2</pre>
 *
 * with Spearman's rho over layer means, {@code D} = {@code mean_distance} over its null, {@code L} = {@code
 * locality_8} minus its null, {@code sink=without}. The rank correlations are taken again in every
 * replicate.
 */
final class LayerEvolution implements Hypothesis {

    static final double SMALLEST_EFFECT = 0.3;

    /** With fewer, no order of the layers has a two-sided p below 0.05: 2 / 4! = 0.083, 2 / 5! = 0.017. */
    static final int FEWEST_LAYERS = 5;

    private static final Claim CLAIM =
            new Claim(
                    2,
                    "layer_evolution",
                    "Layer evolution",
                    "Early layers look locally, later ones globally.",
                    "(rho(layer, D) - rho(layer, L)) / 2, Spearman over layer means, D = mean_distance over"
                            + " its null, L = locality_8 minus its null, sink=without",
                    "",
                    SMALLEST_EFFECT,
                    String.format(
                            Locale.ROOT,
                            "p < %.2f with the layers' labels permuted (at least %d layers)",
                            VerdictRule.SIGNIFICANCE,
                            FEWEST_LAYERS));

    private final long seed;

    LayerEvolution(long seed) {
        this.seed = seed;
    }

    @Override
    public Claim claim() {
        return CLAIM;
    }

    /** Layer means of D, then of L: parts of E. */
    private record Trend(List<Estimate> parts, Estimate effect) {}

    @Override
    public Finding find(Evidence evidence) {
        int layers = evidence.layers();
        Trend without = trend(evidence, Figure.MEAN_DISTANCE_WITHOUT, Figure.LOCALITY_8_WITHOUT);
        Trend with = trend(evidence, Figure.MEAN_DISTANCE, Figure.LOCALITY_8);
        double p = p(without, layers);
        boolean enough = layers >= FEWEST_LAYERS;
        @Nullable Outcome outcome = enough ? null : Outcome.INCONCLUSIVE;
        Outcome wordWithout = word(without, p);
        Outcome wordWith = word(with, p(with, layers));
        List<Verdict.Figure> figures = new ArrayList<>();
        figures.add(Finding.figure("E, sink=with", with.effect));
        figures.add(Finding.figure("rho(layer, D), sink=without", rho(without, 0, layers)));
        figures.add(Finding.figure("rho(layer, L), sink=without", rho(without, layers, layers)));
        if (enough) {
            figures.add(
                    Finding.figure(
                            "sink=with and sink=without "
                                    + (wordWith == wordWithout
                                            ? "agree: both " + wordWith.text()
                                            : "disagree: "
                                                    + wordWith.text()
                                                    + " with it, "
                                                    + wordWithout.text()
                                                    + " without"),
                            with.effect.minus(without.effect)));
        }
        return new Finding(
                without.effect,
                outcome,
                enough
                        ? ""
                        : "with "
                                + Figures.count(layers, "layer")
                                + " no order of them could reach p < "
                                + VerdictRule.SIGNIFICANCE,
                p < VerdictRule.SIGNIFICANCE,
                p,
                "layers' labels permuted"
                        + (layers <= PermutationTest.EXACT_UP_TO
                                ? ", every permutation tried"
                                : String.format(
                                        Locale.ROOT,
                                        ", %,d permutations drawn",
                                        PermutationTest.DRAWS)),
                Double.NaN,
                evidence.documents(),
                evidence.tokens(),
                List.of(),
                figures,
                enough ? wordWith : null,
                leastSignificant(without, layers));
    }

    private static Outcome word(Trend trend, double p) {
        return VerdictRule.outcome(
                trend.effect.interval(), SMALLEST_EFFECT, p < VerdictRule.SIGNIFICANCE);
    }

    private static Trend trend(Evidence evidence, Figure distance, Figure locality) {
        HeadEstimates d = evidence.figure(distance);
        HeadEstimates l = evidence.figure(locality);
        int layers = evidence.layers();
        List<Estimate> parts = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            parts.add(
                    Estimate.combine(
                            List.of(d.layerMean(layer), d.nullUniform()), x -> x[0] / x[1]));
        }
        for (int layer = 0; layer < layers; layer++) {
            parts.add(l.layerMean(layer).minus(l.nullUniform()));
        }
        return new Trend(parts, Estimate.combine(parts, x -> effect(x, identity(layers))));
    }

    private static int[] identity(int layers) {
        int[] labels = new int[layers];
        Arrays.setAll(labels, l -> l);
        return labels;
    }

    /** E where layer {@code i} carries the label {@code labels[i]}. */
    private static double effect(double[] parts, int[] labels) {
        int layers = labels.length;
        double[] label = Arrays.stream(labels).asDoubleStream().toArray();
        double d = Spearman.rho(label, Arrays.copyOf(parts, layers));
        double l = Spearman.rho(label, Arrays.copyOfRange(parts, layers, 2 * layers));
        return (d - l) / 2;
    }

    private double p(Trend trend, int layers) {
        double[] values = trend.parts.stream().mapToDouble(Estimate::value).toArray();
        return PermutationTest.p(layers, labels -> effect(values, labels), seed);
    }

    /** The least E that these layer means, in another order, would have had with p below the level. */
    private double leastSignificant(Trend trend, int layers) {
        double[] values = trend.parts.stream().mapToDouble(Estimate::value).toArray();
        return PermutationTest.leastSignificant(
                layers, labels -> effect(values, labels), seed, VerdictRule.SIGNIFICANCE);
    }

    private static Estimate rho(Trend trend, int from, int layers) {
        double[] label = Arrays.stream(identity(layers)).asDoubleStream().toArray();
        return Estimate.combine(
                trend.parts.subList(from, from + layers), x -> Spearman.rho(label, x));
    }
}
