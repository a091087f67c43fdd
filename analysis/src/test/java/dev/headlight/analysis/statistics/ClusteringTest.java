package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Average linkage, silhouette and the test of labels, each against its definition. */
class ClusteringTest {

    private static double[][] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] d = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                d[i][j] = random.nextDouble();
                d[j][i] = d[i][j];
            }
        }
        return d;
    }

    /** Joins the two nearest clusters again and again, every mean taken anew from the things themselves. */
    private static List<List<List<Integer>>> naive(double[][] d, List<Double> heights) {
        List<List<Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < d.length; i++) {
            clusters.add(new ArrayList<>(List.of(i)));
        }
        List<List<List<Integer>>> levels = new ArrayList<>();
        levels.add(clusters.stream().map(List::copyOf).toList());
        while (clusters.size() > 1) {
            double best = Double.POSITIVE_INFINITY;
            int a = 0;
            int b = 0;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double mean = 0;
                    for (int x : clusters.get(i)) {
                        for (int y : clusters.get(j)) {
                            mean += d[x][y];
                        }
                    }
                    mean /= (double) clusters.get(i).size() * clusters.get(j).size();
                    if (mean < best) {
                        best = mean;
                        a = i;
                        b = j;
                    }
                }
            }
            heights.add(best);
            clusters.get(b).addAll(clusters.remove(a));
            levels.add(clusters.stream().map(List::copyOf).toList());
        }
        return levels;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 41})
    void theTreeIsTheDefinitions(int n) {
        double[][] d = random(n, n);
        List<Double> heights = new ArrayList<>();
        List<List<List<Integer>>> levels = naive(d, heights);
        AverageLinkage tree = AverageLinkage.of(d);
        assertThat(tree.merges()).hasSize(n - 1);
        for (int k = 0; k < n - 1; k++) {
            assertThat(tree.merges().get(k).height()).isCloseTo(heights.get(k), within(1e-12));
        }
        for (List<List<Integer>> level : levels) {
            int[] labels = tree.cut(level.size());
            Map<Integer, List<Integer>> cut = new HashMap<>();
            for (int i = 0; i < n; i++) {
                cut.computeIfAbsent(labels[i], c -> new ArrayList<>()).add(i);
            }
            assertThat(cut.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, level.size()).boxed().toList());
            assertThat(cut.values())
                    .containsExactlyInAnyOrderElementsOf(
                            level.stream().map(c -> c.stream().sorted().toList()).toList());
            // In the order of the leaves every cluster stands together.
            int[] order = tree.order();
            int[] along = Arrays.stream(order).map(i -> labels[i]).toArray();
            assertThat(along).isSorted();
            assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void thingsThatAreAlikeAreTheSameTreeEveryTime() {
        double[][] d = new double[6][6];
        AverageLinkage tree = AverageLinkage.of(d);
        assertThat(tree.merges()).allMatch(m -> m.height() == 0);
        assertThat(tree.order()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(tree.merges()).isEqualTo(AverageLinkage.of(d).merges());
    }

    private static double naiveSilhouette(double[][] d, int... labels) {
        double total = 0;
        for (int i = 0; i < d.length; i++) {
            Map<Integer, List<Double>> by = new HashMap<>();
            for (int j = 0; j < d.length; j++) {
                if (j != i) {
                    by.computeIfAbsent(labels[j], c -> new ArrayList<>()).add(d[i][j]);
                }
            }
            List<Double> own = by.remove(labels[i]);
            if (own == null) {
                continue;
            }
            double a = own.stream().mapToDouble(x -> x).average().orElseThrow();
            double b =
                    by.values().stream()
                            .mapToDouble(
                                    x -> x.stream().mapToDouble(y -> y).average().orElseThrow())
                            .min()
                            .orElseThrow();
            total += (b - a) / Math.max(a, b);
        }
        return total / d.length;
    }

    @Test
    void silhouetteIsTheDefinition() {
        for (int seed = 0; seed < 20; seed++) {
            double[][] d = random(17, seed);
            int[] labels = new SplittableRandom(seed).ints(17, 0, 4).toArray();
            assertThat(Silhouette.of(d, labels))
                    .isCloseTo(naiveSilhouette(d, labels), within(1e-12));
        }
        assertThat(Silhouette.of(random(5, 1), 0, 0, 0, 0, 0)).isNaN();
        assertThat(Silhouette.of(random(3, 1), 0, 1, 2)).isZero();
    }

    @Test
    void labelsDrawnAtRandomGiveUniformP() {
        int n = 24;
        int[] layers = IntStream.range(0, n).map(i -> i / 6).toArray();
        int trials = 300;
        double[] p = new double[trials];
        for (int t = 0; t < trials; t++) {
            double[][] d = random(n, 1000 + t);
            int[] labels = new SplittableRandom(t).ints(n, 0, 3).toArray();
            p[t] = GroupShuffle.of(labels, layers, x -> Silhouette.of(d, x), 9 + t).p();
        }
        Arrays.sort(p);
        double largest = 0; // distance of the distribution from the uniform one, Kolmogorov
        for (int t = 0; t < trials; t++) {
            largest = Math.max(largest, Math.abs(p[t] - (t + 0.5) / trials));
        }
        assertThat(largest).isLessThan(1.63 / Math.sqrt(trials)); // 1% would exceed it by chance
    }

    @Test
    void labelsThatFitAreFoundAndLayersAloneAreNot() {
        int n = 24;
        int[] layers = IntStream.range(0, n).map(i -> i / 6).toArray();
        int[] kinds = IntStream.range(0, n).map(i -> i % 3).toArray();
        double[][] byKind = random(n, 3);
        double[][] byLayer = random(n, 4);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                byKind[i][j] = 0.1 * byKind[i][j] + (kinds[i] == kinds[j] || i == j ? 0 : 1);
                byLayer[i][j] = 0.1 * byLayer[i][j] + (layers[i] == layers[j] || i == j ? 0 : 1);
            }
        }
        GroupShuffle found = GroupShuffle.of(kinds, layers, x -> Silhouette.of(byKind, x), 1);
        assertThat(found.p()).isEqualTo(1.0 / 1001);
        assertThat(found.observed()).isGreaterThan(0.8);
        assertThat(found.shuffled()).isLessThan(0.1);
        assertThat(found.high()).isBetween(found.shuffled(), found.observed());
        // Clusters that are whole layers say nothing about the heads of a layer.
        assertThat(GroupShuffle.of(layers, layers, x -> Silhouette.of(byLayer, x), 1).p())
                .isEqualTo(1);
    }
}
