package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.statistics.Estimate;
import java.util.List;

/**
 * Hypothesis 6: heads of one layer do different things. {@code E} is the mean over layers of {@code
 * similarity}, the Jensen-Shannon divergence between heads of a layer, minus the control's. It takes rows
 * of two heads side by side, which no tally has yet; until then the table of roles is what can be said.
 */
final class HeadSpecialization implements Hypothesis {

    static final double SMALLEST_EFFECT = 0.05;

    private static final Claim CLAIM =
            new Claim(
                    6,
                    "head_specialization",
                    "Head specialization",
                    "Heads of one layer do different things.",
                    "mean over layers of similarity (Jensen-Shannon divergence over ln 2) between heads of a"
                            + " layer, minus the control's",
                    "",
                    SMALLEST_EFFECT,
                    "the silhouette of the clusters lies above that of shuffled labels, p < "
                            + VerdictRule.SIGNIFICANCE);

    @Override
    public Claim claim() {
        return CLAIM;
    }

    @Override
    public Finding find(Evidence evidence) {
        return new Finding(
                Estimate.mean(List.of()),
                Outcome.INCONCLUSIVE,
                "the divergence between heads has not been taken",
                false,
                Double.NaN,
                "",
                Double.NaN,
                evidence.documents(),
                evidence.tokens(),
                List.of(
                        "The similarity of heads (Jensen-Shannon divergence between rows of two heads) has"
                                + " not been taken, so E does not exist.",
                        "The heads have not been clustered, so there is no silhouette to test."),
                List.of());
    }
}
