package dev.headlight.analysis;

import dev.headlight.analysis.causal.CausalRun;
import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.model.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ablations of single heads as scores {@code importance_zero}, {@code _mean}, {@code _pattern}, on the text, and the
 * same with {@code _repeats} behind them. A head that was not ablated by itself has none.
 */
final class ImportanceScores {

    private static final List<String> KINDS = List.of("zero", "mean", "pattern");

    private ImportanceScores() {}

    /** The scores of a run's single heads, q over all of them together. */
    static List<ScoreMatrix> of(@Nullable CausalRun run, ModelConfig config) {
        if (run == null) {
            return List.of();
        }
        List<ScoreMatrix> own = new ArrayList<>();
        for (String where : List.of("text", "repeats")) {
            for (String kind : KINDS) {
                List<Ablation> heads =
                        run.causes().ablations().stream()
                                .filter(a -> a.where().equals(where) && a.kind().equals(kind))
                                .filter(a -> a.heads().size() == 1)
                                .toList();
                if (!heads.isEmpty()) {
                    String behind = where.equals("text") ? "" : "_" + where;
                    long positions =
                            run.causes().clean().stream()
                                    .filter(c -> c.where().equals(where))
                                    .mapToLong(c -> c.tokens())
                                    .sum();
                    own.add(matrix("importance_" + kind + behind, heads, positions, config));
                }
            }
        }
        return ScoreFamilies.withQ(own);
    }

    private static ScoreMatrix matrix(
            String id, List<Ablation> heads, long positions, ModelConfig config) {
        double[][] value = none(config);
        double[][] low = none(config);
        double[][] high = none(config);
        double[][] p = none(config);
        long[][] rows = new long[config.nLayers()][config.nHeads()];
        for (Ablation one : heads) {
            HeadAddress head = one.heads().getFirst();
            value[head.layer()][head.head()] = one.delta();
            low[head.layer()][head.head()] = one.low();
            high[head.layer()][head.head()] = one.high();
            p[head.layer()][head.head()] = one.p();
            rows[head.layer()][head.head()] = positions;
        }
        double[][] empty = new double[0][];
        return new ScoreMatrix(
                id,
                Sink.NONE,
                value,
                low,
                high,
                none(config),
                empty,
                empty,
                empty,
                p,
                empty,
                heads.getFirst().units(),
                rows,
                new long[config.nLayers()][config.nHeads()]);
    }

    private static double[][] none(ModelConfig config) {
        double[][] none = new double[config.nLayers()][config.nHeads()];
        for (double[] layer : none) {
            Arrays.fill(layer, Double.NaN);
        }
        return none;
    }
}
