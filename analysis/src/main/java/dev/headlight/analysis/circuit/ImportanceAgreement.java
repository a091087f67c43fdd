package dev.headlight.analysis.circuit;

import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.statistics.Spearman;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether first-order importance and ablation tell the same of the heads: Spearman's rank correlation of {@code
 * importance_gradient} with the size of {@code importance_zero}, over the heads that were set to zero by themselves. A
 * check on both: they are taken by different code and share only the model.
 */
public final class ImportanceAgreement {

    /** Heads below which a rank correlation says nothing. */
    private static final int FEWEST = 3;

    private ImportanceAgreement() {}

    /** The same with the correlations, as far as the scores have both figures. */
    public static GradientImportance of(GradientImportance taken, List<ScoreMatrix> scores) {
        Pairs text = pairs(scores, "importance_gradient", "importance_zero");
        Pairs repeats = pairs(scores, "importance_gradient_repeats", "importance_zero_repeats");
        return new GradientImportance(
                taken.documents(),
                taken.windows(),
                taken.sequences(),
                Math.max(text.count(), repeats.count()),
                text.rho(),
                repeats.rho());
    }

    /** Both figures of the heads that have both. */
    private record Pairs(double[] gradient, double[] ablation) {

        int count() {
            return gradient.length;
        }

        double rho() {
            return count() < FEWEST ? Double.NaN : Spearman.rho(gradient, ablation);
        }
    }

    private static Pairs pairs(List<ScoreMatrix> scores, String gradientId, String ablationId) {
        ScoreMatrix gradient = find(scores, gradientId);
        ScoreMatrix ablation = find(scores, ablationId);
        DoubleStream.Builder first = DoubleStream.builder();
        DoubleStream.Builder second = DoubleStream.builder();
        for (int l = 0; gradient != null && ablation != null && l < gradient.value().length; l++) {
            for (int h = 0; h < gradient.value()[l].length; h++) {
                double change = Math.abs(ablation.value()[l][h]);
                if (!Double.isNaN(change) && !Double.isNaN(gradient.value()[l][h])) {
                    first.add(gradient.value()[l][h]);
                    second.add(change);
                }
            }
        }
        return new Pairs(first.build().toArray(), second.build().toArray());
    }

    private static @Nullable ScoreMatrix find(List<ScoreMatrix> scores, String id) {
        return scores.stream().filter(m -> m.score().equals(id)).findFirst().orElse(null);
    }
}
