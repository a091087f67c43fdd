package dev.headlight.app.summary;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heads that lead in one kind, by the lower bound of the score that stands for it: sorted by the value,
 * noise would win.
 *
 * @param kind in words
 * @param score id of the score
 * @param sink the variant ranked: without the sink wherever a sink could win the ranking
 * @param role the role of the definitions that this kind is
 * @param heads best first
 * @param withRole how many heads of the model have the role
 */
record HeadRanking(
        String kind, String score, Sink sink, String role, List<Head> heads, long withRole) {

    /** Heads listed of a kind. */
    private static final int LISTED = 3;

    /** One head with its score; {@code control} is NaN where there is none. */
    record Head(
            int layer,
            int head,
            double value,
            double low,
            double high,
            double uniform,
            double control) {}

    private record Kind(String words, String score, Sink sink, String role) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("previous token", "previous_token", Sink.WITHOUT, "previous token"),
                    new Kind("duplicate token", "duplicate_token", Sink.WITHOUT, "duplicate token"),
                    new Kind("induction", "induction_entry", Sink.WITHOUT, "induction"),
                    new Kind("sink", "alpha_0", Sink.WITH, "sink"),
                    new Kind("special tokens", "special_mass", Sink.WITHOUT, "punctuation"),
                    new Kind("local", "locality_8", Sink.WITHOUT, "local"),
                    new Kind("broad", "entropy_normalized", Sink.WITHOUT, "broad"));

    /** One ranking for each kind whose score was taken. */
    static List<HeadRanking> of(AnalysisResults results) {
        List<HeadRanking> rankings = new ArrayList<>();
        for (Kind kind : KINDS) {
            ScoreMatrix m = matrix(results, kind);
            if (m != null) {
                long withRole =
                        results.roles().stream().filter(r -> r.role().equals(kind.role())).count();
                rankings.add(
                        new HeadRanking(
                                kind.words(),
                                kind.score(),
                                m.sink(),
                                kind.role(),
                                best(m),
                                withRole));
            }
        }
        return rankings;
    }

    private static @Nullable ScoreMatrix matrix(AnalysisResults results, Kind kind) {
        ScoreMatrix m = results.score(kind.score(), kind.sink());
        return m != null ? m : results.score(kind.score(), Sink.NONE);
    }

    private static List<Head> best(ScoreMatrix m) {
        List<Head> heads = new ArrayList<>();
        for (int layer = 0; layer < m.value().length; layer++) {
            for (int head = 0; head < m.value()[layer].length; head++) {
                double value = m.value()[layer][head];
                if (!Double.isNaN(value)) {
                    heads.add(
                            new Head(
                                    layer,
                                    head,
                                    value,
                                    m.low()[layer][head],
                                    m.high()[layer][head],
                                    m.nullUniform()[layer][head],
                                    at(m.control(), layer, head)));
                }
            }
        }
        heads.sort(Comparator.comparingDouble(HeadRanking::bound).reversed());
        return List.copyOf(heads.subList(0, Math.min(LISTED, heads.size())));
    }

    private static double bound(Head head) {
        return Double.isNaN(head.low()) ? head.value() : head.low();
    }

    private static double at(double[][] matrix, int layer, int head) {
        return matrix.length == 0 ? Double.NaN : matrix[layer][head];
    }
}
