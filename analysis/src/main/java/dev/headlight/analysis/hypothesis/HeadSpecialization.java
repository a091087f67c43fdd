package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Clusters;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.GroupShuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hypothesis 6: heads of one layer do different things. {@code E} is the mean over layers of {@code
 * similarity}, the Jensen-Shannon divergence between heads of a layer, minus the control's, both on the same sampled
 * rows and resampled over the same documents; {@code sink=without}. Beside it the clusters must say something of the
 * heads of a layer: their silhouette lies above that of labels shuffled within the layer.
 *
 * <p>What the control shows by itself is the zero that E is counted from, so it cannot pass.
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

    /** What evidence shows without a control: nothing that E is. */
    @Override
    public Finding find(Evidence evidence) {
        return find(evidence, null);
    }

    /** Layers of the model minus the control's, and their mean. */
    private record Differences(List<Estimate> layers, Estimate effect) {

        static Differences of(Evidence model, @Nullable Evidence control, Sink sink) {
            List<Estimate> layers = new ArrayList<>();
            if (control != null) {
                List<Estimate> own = model.withinLayers(sink);
                List<Estimate> other = control.withinLayers(sink);
                for (int l = 0; l < own.size(); l++) {
                    if (own.get(l).exists() && other.get(l).exists()) {
                        layers.add(own.get(l).minus(other.get(l)));
                    }
                }
            }
            return new Differences(layers, Estimate.mean(layers));
        }
    }

    /** What the evidence shows beside a control. */
    Finding find(Evidence evidence, @Nullable Evidence control) {
        Differences without = Differences.of(evidence, control, Sink.WITHOUT);
        Differences with = Differences.of(evidence, control, Sink.WITH);
        Clusters clusters = evidence.clusters(Sink.WITHOUT);
        double p = p(clusters);
        Estimate own = Estimate.mean(evidence.withinLayers(Sink.WITHOUT));
        boolean there = without.effect.exists();
        List<Verdict.Figure> figures = new ArrayList<>();
        figures.add(Finding.figure("similarity within a layer, sink=without", own));
        if (control != null) {
            figures.add(
                    Finding.figure(
                            "similarity within a layer of the control, sink=without",
                            Estimate.mean(control.withinLayers(Sink.WITHOUT))));
        }
        figures.add(Finding.figure("E, sink=with", with.effect));
        if (clusters != null) {
            GroupShuffle apart = clusters.apart();
            int count = Arrays.stream(clusters.labels()).max().orElse(-1) + 1;
            figures.add(Finding.figure("clusters", count));
            figures.add(Finding.figure("silhouette", clusters.silhouette()));
            figures.add(Finding.figure("silhouette on the other half", apart.observed()));
            figures.add(Finding.figure("the same with labels shuffled", apart.shuffled()));
        }
        List<String> notYetDone = new ArrayList<>();
        if (control == null) {
            notYetDone.add("There is no control, so E does not exist.");
        }
        if (Double.isNaN(p)) {
            notYetDone.add(
                    "The clusters could not be tested: that takes three heads, and both halves of the "
                            + evidence.unit()
                            + "s with rows that count for every pair of heads.");
        }
        return new Finding(
                without.effect,
                there ? null : Outcome.INCONCLUSIVE,
                there ? silhouettes(clusters) : reason(own, control),
                p < VerdictRule.SIGNIFICANCE,
                p,
                Double.isNaN(p) ? "" : "heads' labels shuffled within their layer",
                Finding.shareAbove(without.layers, SMALLEST_EFFECT),
                evidence.documents(),
                evidence.tokens(),
                notYetDone,
                figures,
                there
                        ? VerdictRule.outcome(
                                with.effect.interval(),
                                SMALLEST_EFFECT,
                                p(evidence.clusters(Sink.WITH)) < VerdictRule.SIGNIFICANCE)
                        : null,
                Double.NaN);
    }

    private static double p(@Nullable Clusters clusters) {
        return clusters == null ? Double.NaN : clusters.apart().p();
    }

    private static String reason(Estimate own, @Nullable Evidence control) {
        return own.exists() && control == null
                ? "there is no control to hold the similarity of heads against"
                : "no layer has two heads whose rows could be compared";
    }

    private static String silhouettes(@Nullable Clusters clusters) {
        if (clusters == null || Double.isNaN(clusters.apart().p())) {
            return "the clusters could not be tested";
        }
        return String.format(
                Locale.ROOT,
                "clusters of one half have silhouette %s on the other, with labels shuffled %s (p = %s)",
                Figures.number(clusters.apart().observed()),
                Figures.number(clusters.apart().shuffled()),
                Figures.number(clusters.apart().p()));
    }
}
