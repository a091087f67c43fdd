package dev.headlight.analysis.results;

import java.util.List;

/**
 * The divergence between all heads of a model, one sink variant. Heads are numbered layer by layer, {@code
 * n = layer * heads + head}.
 *
 * @param documents units behind it
 * @param rows sampled rows of a head, all units together
 * @param divergence {@code D[n][m]}, m from 0 to n: mean over units of the mean over their sampled rows of the
 *     Jensen-Shannon divergence over {@code ln 2}: 0 for equal rows, 1 for rows that share no key; NaN where no row
 *     counts for both heads
 * @param within mean divergence between two heads of one layer [layer]
 * @param withinLow lower bound of its 95% interval [layer]
 * @param withinHigh upper bound of its 95% interval [layer]
 * @param withinControl the same of the random-initialised control [layer]; empty where there is none
 * @param mean mean of {@code within} over the layers
 * @param meanLow lower bound of its 95% interval
 * @param meanHigh upper bound of its 95% interval
 * @param control the control's {@code mean}; NaN where there is none
 * @param controlLow lower bound of its 95% interval
 * @param controlHigh upper bound of its 95% interval
 * @param merges average linkage, from the nearest two heads to the last merge; empty where some pair of heads has
 *     no divergence
 * @param order heads in the order of the dendrogram's leaves
 * @param clusters numbers of clusters that were tried
 * @param silhouettes mean silhouette of each number of clusters
 * @param cluster of each head, numbered from 0 along the dendrogram [layer][head]
 * @param silhouette of that clustering: the best of {@code silhouettes}
 * @param silhouetteApart of clusters made on one half of the units, taken on the other half, mean of both ways
 * @param shuffled mean of {@code silhouetteApart} with the heads' labels shuffled within their layer
 * @param shuffledHigh 95% of the shuffled ones lie below
 * @param p one-sided p-value of {@code silhouetteApart} against the shuffled ones
 */
public record SimilarityMatrix(
        Sink sink,
        int documents,
        long rows,
        float[][] divergence,
        double[] within,
        double[] withinLow,
        double[] withinHigh,
        double[] withinControl,
        double mean,
        double meanLow,
        double meanHigh,
        double control,
        double controlLow,
        double controlHigh,
        List<Merge> merges,
        int[] order,
        int[] clusters,
        double[] silhouettes,
        int[][] cluster,
        double silhouette,
        double silhouetteApart,
        double shuffled,
        double shuffledHigh,
        double p) {

    public SimilarityMatrix {
        merges = List.copyOf(merges);
    }

    /**
     * Two clusters become one. Clusters are numbered as in SciPy: those below the number of heads are single heads,
     * number {@code heads + k} is what the k-th merge made.
     *
     * @param left the cluster that stands first in {@code order}
     * @param right the other
     * @param height mean divergence between their heads
     * @param heads in the cluster made
     */
    public record Merge(int left, int right, double height, int heads) {}
}
