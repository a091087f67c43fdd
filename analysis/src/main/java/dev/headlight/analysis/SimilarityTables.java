package dev.headlight.analysis;

import dev.headlight.analysis.evidence.Clusters;
import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.results.Similarity;
import dev.headlight.analysis.results.SimilarityMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How differently heads attend, and their clusters, as they stand in the results. */
final class SimilarityTables {

    private SimilarityTables() {}

    /** Null where no rows were compared: of windows so short there are none. */
    static @Nullable Similarity of(
            DocumentEvidence model, @Nullable DocumentEvidence control, int longest, long seed) {
        DivergenceSums sums = model.text().divergences();
        if (sums == null || sums.rows() == 0) {
            return null;
        }
        return new Similarity(
                HeadComparison.rule(longest, seed),
                Clusters.rule(),
                List.of(
                        matrix(Sink.WITHOUT, sums, model, control),
                        matrix(Sink.WITH, sums, model, control)));
    }

    private static SimilarityMatrix matrix(
            Sink sink,
            DivergenceSums sums,
            DocumentEvidence model,
            @Nullable DocumentEvidence control) {
        List<Estimate> within = model.withinLayers(sink);
        List<Estimate> withinControl = control == null ? List.of() : control.withinLayers(sink);
        Estimate mean = Estimate.mean(within);
        Estimate controlMean = Estimate.mean(withinControl);
        Clusters clusters = model.clusters(sink);
        int[] none = new int[0];
        return new SimilarityMatrix(
                sink,
                sums.documents(),
                sums.rows(),
                triangle(sums.mean(sink == Sink.WITHOUT ? 1 : 0)),
                each(within, Estimate::value),
                each(within, e -> e.interval().low()),
                each(within, e -> e.interval().high()),
                each(withinControl, Estimate::value),
                mean.value(),
                mean.interval().low(),
                mean.interval().high(),
                controlMean.value(),
                bounds(controlMean).low(),
                bounds(controlMean).high(),
                clusters == null
                        ? List.of()
                        : clusters.tree().merges().stream()
                                .map(
                                        m ->
                                                new SimilarityMatrix.Merge(
                                                        m.left(), m.right(), m.height(), m.size()))
                                .toList(),
                clusters == null ? none : clusters.tree().order(),
                clusters == null ? none : clusters.counts(),
                clusters == null ? new double[0] : clusters.silhouettes(),
                clusters == null ? new int[0][] : byLayer(clusters.labels(), model.heads()),
                clusters == null ? Double.NaN : clusters.silhouette(),
                clusters == null ? Double.NaN : clusters.apart().observed(),
                clusters == null ? Double.NaN : clusters.apart().shuffled(),
                clusters == null ? Double.NaN : clusters.apart().high(),
                clusters == null ? Double.NaN : clusters.apart().p());
    }

    private static Interval bounds(Estimate e) {
        return e.exists() ? e.interval() : Interval.NONE;
    }

    private static double[] each(List<Estimate> layers, ToDoubleFunction<Estimate> f) {
        return layers.stream().mapToDouble(f).toArray();
    }

    private static float[][] triangle(double[][] d) {
        float[][] rows = new float[d.length][];
        for (int n = 0; n < d.length; n++) {
            rows[n] = new float[n + 1];
            for (int m = 0; m < n; m++) {
                rows[n][m] = (float) Math.clamp(d[n][m], 0.0, 1.0); // NaN stays
            }
        }
        return rows;
    }

    private static int[][] byLayer(int[] labels, int heads) {
        int[][] of = new int[labels.length / heads][];
        for (int l = 0; l < of.length; l++) {
            of[l] = Arrays.copyOfRange(labels, l * heads, (l + 1) * heads);
        }
        return of;
    }
}
