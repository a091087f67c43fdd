package dev.headlight.app.summary;

import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Contrast;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pair of heads with the score that moved most, of those with q below 0.05 that leave the sink out.
 *
 * @param moved the difference in standard deviations of the score over the first side's heads: so scores of different
 *     scales can be ranked together
 */
record ComparisonRanking(int pair, ScoreDifference score, double moved) {

    /** The pairs that differ, the ones that moved most first. */
    static List<ComparisonRanking> of(Contrast contrast) {
        List<ComparisonRanking> ranked = new ArrayList<>();
        double[] deviations =
                contrast.scores().stream().mapToDouble(s -> deviation(s.first())).toArray();
        for (int n = 0; n < contrast.pairs().size(); n++) {
            ComparisonRanking best = null;
            for (int k = 0; k < deviations.length; k++) {
                ScoreDifference s = contrast.scores().get(k);
                double moved = Math.abs(s.difference()[n]) / deviations[k];
                if (s.q()[n] < Comparison.FOUND
                        && (s.sink() != Sink.WITH || s.score().startsWith("alpha_0"))
                        && (best == null || moved > best.moved)) {
                    best = new ComparisonRanking(n, s, moved);
                }
            }
            if (best != null) {
                ranked.add(best);
            }
        }
        ranked.sort(Comparator.comparingDouble(ComparisonRanking::moved).reversed());
        return ranked;
    }

    /** How many pairs differ in a score. */
    static long found(ScoreDifference s) {
        return java.util.Arrays.stream(s.q()).filter(q -> q < Comparison.FOUND).count();
    }

    /** Mean size of the differences. */
    static double meanChange(ScoreDifference s) {
        return java.util.Arrays.stream(s.difference())
                .filter(d -> !Double.isNaN(d))
                .map(Math::abs)
                .average()
                .orElse(Double.NaN);
    }

    private static double deviation(double... x) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (double v : x) {
            if (!Double.isNaN(v)) {
                sum += v;
                squares += v * v;
                n++;
            }
        }
        double mean = sum / n;
        return Math.sqrt(Math.max(1e-24, squares / n - mean * mean));
    }
}
