package dev.headlight.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.ScoreMatrix;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ImportanceAgreementTest {

    private static final GradientImportance TAKEN =
            new GradientImportance(7, 9, 5, 0, Double.NaN, Double.NaN);

    private static ScoreMatrix matrix(String id, double[]... values) {
        return CircuitMatrices.ofWeights(id, values, null);
    }

    @Test
    void ranksTheSizesOfHeadsThatWereAblatedByThemselves() {
        ScoreMatrix gradient =
                matrix(
                        "importance_gradient",
                        new double[] {0.1, 0.4, 0.9},
                        new double[] {0.2, 0.3, 0.5});
        ScoreMatrix zero =
                matrix(
                        "importance_zero",
                        new double[] {0.01, -0.3, 0.2},
                        new double[] {Double.NaN, Double.NaN, 0.02});
        GradientImportance agreed = ImportanceAgreement.of(TAKEN, List.of(zero, gradient));
        assertThat(agreed.headsCompared()).isEqualTo(4);
        // Ranks 1 2 4 3 of the gradients and 1 4 3 2 of the sizes: 1 - 6 (0 + 4 + 1 + 1) / 60.
        assertThat(agreed.rhoText()).isEqualTo(0.4, Offset.offset(1e-12));
        assertThat(agreed.rhoRepeats()).isNaN();
        assertThat(agreed.windows()).isEqualTo(9);
        assertThat(CircuitSentences.all(List.of(), agreed, List.of(zero, gradient)))
                .containsExactly(
                        "By gradient the loss on the text depends most on L0H2 (0.900 nats), L1H2 (0.500"
                                + " nats), L0H1 (0.400 nats).",
                        "Importance by gradient and the size of the zero ablation rank 4 heads with a"
                                + " correlation of 0.40 on the text.");
    }

    @Test
    void thereIsNoneWithoutAblations() {
        ScoreMatrix gradient = matrix("importance_gradient", new double[] {0.1, 0.4, 0.9});
        assertThat(ImportanceAgreement.of(TAKEN, List.of(gradient))).isEqualTo(TAKEN);
    }
}
