package dev.headlight.report;

import dev.headlight.analysis.results.Examples;
import dev.headlight.analysis.results.RoleExamples;
import dev.headlight.analysis.results.Similarity;
import dev.headlight.analysis.results.SimilarityMatrix;
import dev.headlight.analysis.results.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Divergences in three groups of heads, and example rows, made from a seed. */
final class SampleSimilarity {

    private static final int GROUPS = 3;

    private SampleSimilarity() {}

    static Similarity of(int layers, int heads) {
        return new Similarity(
                "16 rows of each window of 512 tokens",
                "average linkage, 2 to 20 clusters",
                List.of(matrix(Sink.WITHOUT, layers, heads), matrix(Sink.WITH, layers, heads)));
    }

    /** Heads 0, 3, 6, ... are alike, and so on; the linkage joins each group along its numbers. */
    private static SimilarityMatrix matrix(Sink sink, int layers, int heads) {
        int n = layers * heads;
        SplittableRandom random = new SplittableRandom(n);
        float[][] divergence = new float[n][];
        for (int i = 0; i < n; i++) {
            divergence[i] = new float[i + 1];
            for (int j = 0; j < i; j++) {
                double low = i % GROUPS == j % GROUPS ? 0.02 : 0.5;
                divergence[i][j] = (float) (low + 0.1 * random.nextDouble());
            }
        }
        List<SimilarityMatrix.Merge> merges = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        int[] last = new int[GROUPS];
        for (int g = 0; g < Math.min(GROUPS, n); g++) {
            last[g] = g;
            order.add(g);
            for (int i = g + GROUPS; i < n; i += GROUPS) {
                order.add(i);
                merges.add(
                        new SimilarityMatrix.Merge(
                                last[g], i, 0.05 + 1e-4 * merges.size(), i / GROUPS + 1));
                last[g] = n + merges.size() - 1;
            }
        }
        int all = last[0];
        for (int g = 1; g < Math.min(GROUPS, n); g++) {
            merges.add(new SimilarityMatrix.Merge(all, last[g], 0.5 + 0.05 * g, n));
            all = n + merges.size() - 1;
        }
        int[][] cluster = new int[layers][heads];
        for (int i = 0; i < n; i++) {
            cluster[i / heads][i % heads] = i % GROUPS;
        }
        return new SimilarityMatrix(
                sink,
                212,
                3_392,
                divergence,
                filled(layers, 0.4),
                filled(layers, 0.37),
                filled(layers, 0.43),
                filled(layers, 0.03),
                0.4,
                0.38,
                0.42,
                0.03,
                0.028,
                0.033,
                merges,
                order.stream().mapToInt(Integer::intValue).toArray(),
                new int[] {2, 3, 4},
                new double[] {0.5, 0.86, 0.61},
                cluster,
                0.86,
                0.85,
                -0.02,
                0.03,
                sink == Sink.WITH ? Double.NaN : 0.001);
    }

    private static double[] filled(int layers, double value) {
        double[] x = new double[layers];
        Arrays.fill(x, value);
        return x;
    }

    static Examples examples(List<String> tokens) {
        List<RoleExamples.Row> rows = new ArrayList<>();
        for (String stratum : List.of("highest", "median", "lowest fifth")) {
            rows.add(
                    new RoleExamples.Row(
                            stratum,
                            0.75 - 0.25 * rows.size(),
                            "doc-<" + rows.size() + ">",
                            0,
                            tokens.size() - 1,
                            0,
                            tokens,
                            List.of(
                                    new RoleExamples.Key(1, tokens.get(1), tokens.getFirst(), 0.7),
                                    new RoleExamples.Key(0, tokens.getFirst(), "", 0.2)),
                            0.1));
        }
        return new Examples(
                "the head with the largest margin of each role",
                List.of(
                        new RoleExamples(
                                "induction", 2, 1, "natural_induction", Sink.WITHOUT, 190, rows),
                        new RoleExamples("mixed", 0, 0, "", Sink.NONE, 192, rows.subList(0, 1))));
    }
}
