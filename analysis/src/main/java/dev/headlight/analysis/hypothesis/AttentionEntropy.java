package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Hypothesis 3: attention is more focused in the middle layers. {@code E} is the mean {@code
 * entropy_normalized} of the outer two thirds of the layers minus that of the middle third, {@code
 * sink=without}. Layer {@code l} of {@code L} is in the middle third where its centre {@code (l + 1/2) / L}
 * is.
 */
final class AttentionEntropy implements Hypothesis {

    static final double SMALLEST_EFFECT = 0.02;

    /** With fewer there is no middle between two ends. */
    static final int FEWEST_LAYERS = 3;

    private static final Claim CLAIM =
            new Claim(
                    3,
                    "attention_entropy",
                    "Attention entropy",
                    "Attention is more focused in the middle layers.",
                    "mean entropy_normalized of the outer two thirds of the layers minus that of the middle"
                            + " third, sink=without",
                    "",
                    SMALLEST_EFFECT,
                    "there are at least " + FEWEST_LAYERS + " layers");

    @Override
    public Claim claim() {
        return CLAIM;
    }

    /** Whether a layer is in the middle third. */
    static boolean middle(int layer, int layers) {
        int centre = 6 * layer + 3; // of 6 layers
        return centre >= 2 * layers && centre < 4 * layers;
    }

    @Override
    public Finding find(Evidence evidence) {
        int layers = evidence.layers();
        HeadEstimates without = evidence.figure(Figure.ENTROPY_NORMALIZED_WITHOUT);
        if (layers < FEWEST_LAYERS) {
            return new Finding(
                    Estimate.mean(List.of()),
                    Outcome.INCONCLUSIVE,
                    "with " + Figures.count(layers, "layer") + " there is no middle third",
                    false,
                    Double.NaN,
                    "",
                    Double.NaN,
                    evidence.documents(),
                    evidence.tokens(),
                    List.of(),
                    List.of(),
                    null,
                    Double.NaN);
        }
        Estimate outer = part(without, false);
        Estimate effect = outer.minus(part(without, true));
        List<Estimate> heads = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < evidence.heads() && middle(l, layers); h++) {
                heads.add(outer.minus(without.head(l, h)));
            }
        }
        HeadEstimates withSink = evidence.figure(Figure.ENTROPY_NORMALIZED);
        Estimate with = part(withSink, false).minus(part(withSink, true));
        return new Finding(
                effect,
                null,
                "",
                true,
                effect.p(0),
                Finding.ZERO_EFFECT,
                Finding.shareAbove(heads, SMALLEST_EFFECT),
                evidence.documents(),
                evidence.tokens(),
                List.of(),
                List.of(
                        Finding.figure("E, sink=with", with),
                        Finding.figure("outer two thirds, sink=without", outer),
                        Finding.figure("middle third, sink=without", part(without, true))),
                VerdictRule.outcome(with.interval(), SMALLEST_EFFECT, true),
                Double.NaN);
    }

    /** Mean over the heads of the middle third, or of the others. */
    private static Estimate part(HeadEstimates entropy, boolean middle) {
        List<Estimate> heads = new ArrayList<>();
        for (int l = 0; l < entropy.heads().length; l++) {
            if (middle(l, entropy.heads().length) == middle) {
                heads.addAll(List.of(entropy.heads()[l]));
            }
        }
        return Estimate.mean(heads);
    }
}
