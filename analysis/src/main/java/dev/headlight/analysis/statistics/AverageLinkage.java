package dev.headlight.analysis.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Hierarchical clustering by average linkage: the two clusters whose members differ least on average are
 * joined, until one is left (Sokal and Michener 1958, UPGMA).
 *
 * <p>Made by chains of nearest neighbours (Benzecri 1982; M&uuml;llner 2011, arXiv 1109.2378), in time {@code n^2}: a
 * cluster and its nearest neighbour that are each other's nearest may be joined at once, since average linkage never
 * brings another nearer. The joins are put in the order of their heights afterwards. Of equally near clusters the
 * one with the smaller number is taken, so the same distances give the same tree.
 */
public final class AverageLinkage {

    /**
     * Two clusters become one. Numbers below n are single things, {@code n + k} is what the k-th merge made.
     *
     * @param left the one that stands first among the leaves
     * @param right the other
     * @param height mean distance between their members
     * @param size members of the cluster made
     */
    public record Merge(int left, int right, double height, int size) {}

    private final int n;
    private final List<Merge> merges;

    private AverageLinkage(int n, List<Merge> merges) {
        this.n = n;
        this.merges = merges;
    }

    /**
     * Clusters things.
     *
     * @param distances {@code [i][j]}, symmetric, none NaN; not changed
     */
    public static AverageLinkage of(double[][] distances) {
        int n = distances.length;
        double[][] d = new double[n][];
        for (int i = 0; i < n; i++) {
            d[i] = distances[i].clone();
        }
        int[] size = new int[n];
        Arrays.fill(size, 1);
        boolean[] gone = new boolean[n];
        int[] chain = new int[n];
        int length = 0;
        List<Joined> joined = new ArrayList<>();
        while (joined.size() < n - 1) {
            if (length == 0) {
                int first = 0;
                while (gone[first]) {
                    first++;
                }
                chain[length++] = first;
            }
            int top = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            int nearest = before;
            for (int j = 0; j < n; j++) {
                if (!gone[j] && j != top && (nearest < 0 || d[top][j] < d[top][nearest])) {
                    nearest = j;
                }
            }
            if (nearest != before) {
                chain[length++] = nearest;
                continue;
            }
            length -= 2;
            int a = Math.min(top, before);
            int b = Math.max(top, before);
            joined.add(new Joined(a, b, d[a][b], joined.size()));
            for (int j = 0; j < n; j++) {
                if (!gone[j] && j != a && j != b) {
                    d[a][j] = (size[a] * d[a][j] + size[b] * d[b][j]) / (size[a] + size[b]);
                    d[j][a] = d[a][j];
                }
            }
            size[a] += size[b];
            gone[b] = true;
        }
        joined.sort(Comparator.comparingDouble(Joined::height).thenComparingInt(Joined::when));
        return new AverageLinkage(n, merges(n, joined));
    }

    /** Two clusters, each named by its smallest member. */
    private record Joined(int a, int b, double height, int when) {}

    /** Numbers the clusters in the order of heights; the smaller first member goes left. */
    private static List<Merge> merges(int n, List<Joined> joined) {
        int[] number = new int[n]; // of the cluster whose smallest member this is
        int[] size = new int[n];
        Arrays.setAll(number, i -> i);
        Arrays.fill(size, 1);
        List<Merge> merges = new ArrayList<>();
        for (Joined j : joined) {
            size[j.a] += size[j.b];
            merges.add(new Merge(number[j.a], number[j.b], j.height, size[j.a]));
            number[j.a] = n + merges.size() - 1;
        }
        return merges;
    }

    /** The merges, the lowest first. */
    public List<Merge> merges() {
        return List.copyOf(merges);
    }

    /** The things in the order of the dendrogram's leaves: every cluster stands together. */
    public int[] order() {
        int[] order = new int[n];
        int at = 0;
        int[] open = new int[n + 1];
        int depth = 0;
        open[depth++] = n + merges.size() - 1;
        if (merges.isEmpty()) {
            return order; // one thing, or none
        }
        while (depth > 0) {
            int c = open[--depth];
            if (c < n) {
                order[at++] = c;
            } else {
                open[depth++] = merges.get(c - n).right();
                open[depth++] = merges.get(c - n).left();
            }
        }
        return order;
    }

    /** The cluster of each thing where the tree is cut into so many, numbered from 0 in the order of the leaves. */
    public int[] cut(int clusters) {
        if (clusters < 1 || clusters > n) {
            throw new IllegalArgumentException(clusters + " clusters of " + n);
        }
        int[] of = new int[n + merges.size()];
        Arrays.setAll(of, c -> c);
        for (int k = n - clusters - 1; k >= 0; k--) { // a cluster's own name reaches its parts
            of[merges.get(k).left()] = of[n + k];
            of[merges.get(k).right()] = of[n + k];
        }
        int[] name = new int[of.length];
        Arrays.fill(name, -1);
        int[] labels = new int[n];
        int next = 0;
        for (int leaf : order()) {
            if (name[of[leaf]] < 0) {
                name[of[leaf]] = next++;
            }
            labels[leaf] = name[of[leaf]];
        }
        return labels;
    }
}
