package dev.headlight.analysis;

import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.statistics.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which scores are tested together: those of one hypothesis, all heads and both sink variants. */
public final class ScoreFamilies {

    private ScoreFamilies() {}

    /** The hypothesis that a score belongs to, 1 to 6; 0 for ablations. */
    public static int hypothesis(String score) {
        if (score.startsWith("importance_")) {
            return 0; // tested among themselves: no hypothesis asks whether a head matters at all
        } else if (score.equals(ScoreTables.DECAY_SLOPE)) {
            return 1;
        } else if (score.equals("mean_distance") || score.startsWith("locality")) {
            return 2;
        } else if (score.startsWith("entropy")) {
            return 3;
        } else if (score.startsWith("special_mass") || score.startsWith("alpha_0")) {
            return 5;
        } else if (score.equals(ScoreTables.SPECIALIZATION)) {
            return 6;
        }
        return 4; // copying: induction, and the previous-token and duplicate-token heads it is made
        // of
    }

    /** The same matrices with the q-values of their p-values. */
    static List<ScoreMatrix> withQ(List<ScoreMatrix> matrices) {
        Map<Integer, List<Integer>> families = new TreeMap<>();
        for (int n = 0; n < matrices.size(); n++) {
            families.computeIfAbsent(hypothesis(matrices.get(n).score()), f -> new ArrayList<>())
                    .add(n);
        }
        List<ScoreMatrix> all = new ArrayList<>(matrices);
        for (List<Integer> family : families.values()) {
            double[] q =
                    BenjaminiHochberg.q(
                            family.stream()
                                    .flatMap(n -> Arrays.stream(matrices.get(n).p()))
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray());
            int at = 0;
            for (int n : family) {
                double[][] own = new double[matrices.get(n).p().length][];
                for (int l = 0; l < own.length; l++) {
                    int heads = matrices.get(n).p()[l].length;
                    own[l] = Arrays.copyOfRange(q, at, at + heads);
                    at += heads;
                }
                all.set(n, with(matrices.get(n), own));
            }
        }
        return all;
    }

    private static ScoreMatrix with(ScoreMatrix m, double[][] q) {
        return new ScoreMatrix(
                m.score(),
                m.sink(),
                m.value(),
                m.low(),
                m.high(),
                m.nullUniform(),
                m.control(),
                m.controlLow(),
                m.controlHigh(),
                m.p(),
                q,
                m.documents(),
                m.rows(),
                m.skippedRows());
    }
}
