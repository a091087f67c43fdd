package dev.headlight.analysis.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One-sided permutation test within groups: under the null the labels of the things of one group may be exchanged
 * among themselves. {@link #DRAWS} arrangements are drawn; {@code p = (1 + k) / (1 + draws)}, k of them with a
 * statistic at least as large as the one observed, to rounding.
 *
 * @param observed the statistic of the labels as they are
 * @param shuffled its mean over the arrangements drawn
 * @param high 95% of the arrangements lie below
 * @param p NaN where the statistic does not exist
 */
public record GroupShuffle(double observed, double shuffled, double high, double p) {

    /** Arrangements drawn. */
    public static final int DRAWS = 1000;

    private static final double ROUNDING = 1e-12;
    private static final double HIGH = 0.95;

    /**
     * Tests labels.
     *
     * @param labels of the things
     * @param groups of the things: labels move within a group only
     * @param statistic of labels; the array is reused
     * @param seed of the draws
     */
    public static GroupShuffle of(
            int[] labels, int[] groups, ToDoubleFunction<int[]> statistic, long seed) {
        double observed = statistic.applyAsDouble(labels.clone());
        if (Double.isNaN(observed)) {
            return new GroupShuffle(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        List<int[]> members = members(groups);
        double[] drawn = new double[DRAWS];
        int beyond = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] moved = labels.clone();
            long key = SplitMix.mix(seed, draw);
            for (int[] group : members) {
                for (int i = group.length - 1; i > 0; i--) {
                    int j = SplitMix.below(i + 1, SplitMix.mix(key, group[i]));
                    int label = moved[group[i]];
                    moved[group[i]] = moved[group[j]];
                    moved[group[j]] = label;
                }
            }
            drawn[draw] = statistic.applyAsDouble(moved);
            beyond += drawn[draw] >= observed - ROUNDING ? 1 : 0;
        }
        double mean = Arrays.stream(drawn).average().orElse(Double.NaN);
        Arrays.sort(drawn);
        return new GroupShuffle(
                observed, mean, drawn[(int) (HIGH * DRAWS)], (1.0 + beyond) / (1.0 + DRAWS));
    }

    private static List<int[]> members(int[] groups) {
        Map<Integer, List<Integer>> of = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            of.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(i);
        }
        return of.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
