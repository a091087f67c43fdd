package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.statistics.AverageLinkage;
import dev.headlight.analysis.statistics.GroupShuffle;
import dev.headlight.analysis.statistics.Silhouette;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Heads put into clusters by average linkage of their divergences, the tree cut where the mean silhouette is
 * largest, from 2 to {@link #MOST} clusters.
 *
 * <p>Clusters fit the divergences they were made from whatever those are. So they are tested on others: made anew on
 * one half of the units they are held to the divergences of the other half, both ways; and the heads' labels are
 * shuffled within their layer. Clusters that are whole layers pass no such test, as nothing in them tells the heads
 * of a layer apart.
 *
 * @param tree of all units
 * @param counts numbers of clusters tried
 * @param silhouettes of each
 * @param labels of each head, layer by layer, numbered along the tree
 * @param silhouette of the labels
 * @param apart the mean silhouette of the clusters of one half on the other, and its shuffles; all NaN where one half
 *     lacks the divergence of some pair
 */
public record Clusters(
        AverageLinkage tree,
        int[] counts,
        double[] silhouettes,
        int[] labels,
        double silhouette,
        GroupShuffle apart) {

    /** Most clusters that are tried. */
    public static final int MOST = 20;

    private static final GroupShuffle NOT_TESTED =
            new GroupShuffle(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** What is done, in words. */
    public static String rule() {
        return String.format(
                Locale.ROOT,
                "average linkage of the divergences, cut into the number of clusters, 2 to %d, with the largest mean"
                        + " silhouette; tested on clusters made on one half of the units and held to the other half,"
                        + " both ways, against the heads' labels shuffled within their layer, %,d shuffles",
                MOST,
                GroupShuffle.DRAWS);
    }

    /**
     * The clusters of a sink variant; null where some pair of heads has no divergence, or there are fewer than three
     * heads.
     *
     * @param layerHeads heads of a layer
     * @param seed of the shuffles
     */
    public static @Nullable Clusters of(
            DivergenceSums sums, int variant, int layerHeads, long seed) {
        int n = sums.heads();
        double[][] all = sums.mean(variant);
        if (n < 3 || !complete(all)) {
            return null;
        }
        Cut cut = Cut.best(all);
        double[][] first = sums.meanOfHalf(variant, 0);
        double[][] second = sums.meanOfHalf(variant, 1);
        return new Clusters(
                cut.tree,
                cut.counts,
                cut.silhouettes,
                cut.labels,
                cut.silhouette(),
                complete(first) && complete(second)
                        ? apart(first, second, layerHeads, seed)
                        : NOT_TESTED);
    }

    private static GroupShuffle apart(
            double[][] first, double[][] second, int layerHeads, long seed) {
        int n = first.length;
        int[] ofFirst = Cut.best(first).labels;
        int[] ofSecond = Cut.best(second).labels;
        int[] moved = new int[n];
        int[] heads = IntStream.range(0, n).toArray();
        int[] layers = Arrays.stream(heads).map(h -> h / layerHeads).toArray();
        return GroupShuffle.of(
                heads,
                layers,
                places -> {
                    Arrays.setAll(moved, h -> ofFirst[places[h]]);
                    double there = Silhouette.of(second, moved);
                    Arrays.setAll(moved, h -> ofSecond[places[h]]);
                    return (there + Silhouette.of(first, moved)) / 2;
                },
                seed);
    }

    private static boolean complete(double[][] d) {
        return Arrays.stream(d).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN);
    }

    /** A tree and the cut with the largest silhouette, of equal ones that with the fewest clusters. */
    private record Cut(AverageLinkage tree, int[] counts, double[] silhouettes, int[] labels) {

        static Cut best(double[][] d) {
            AverageLinkage tree = AverageLinkage.of(d);
            int[] counts = IntStream.rangeClosed(2, Math.min(MOST, d.length - 1)).toArray();
            double[] silhouettes = new double[counts.length];
            int best = 0;
            for (int k = 0; k < counts.length; k++) {
                silhouettes[k] = Silhouette.of(d, tree.cut(counts[k]));
                best = silhouettes[k] > silhouettes[best] ? k : best;
            }
            return new Cut(tree, counts, silhouettes, tree.cut(counts[best]));
        }

        double silhouette() {
            return Arrays.stream(silhouettes).max().orElse(Double.NaN);
        }
    }
}
