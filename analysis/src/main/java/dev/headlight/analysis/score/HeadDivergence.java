package dev.headlight.analysis.score;

import java.io.Serializable;

/**
 * How differently the heads attend in one unit: means over sampled rows of the Jensen-Shannon divergence over
 * {@code ln 2}. Both are linear in the divergences of pairs, so they average over units as those do.
 *
 * @param rows sampled rows of a head
 * @param specialization mean divergence of each head to all others [variant][layer * heads + head], variant 0 with the
 *     sink, 1 without; empty where no rows were sampled
 * @param within mean divergence between two heads of one layer [variant][layer]; empty likewise
 */
public record HeadDivergence(int rows, float[][] specialization, float[][] within)
        implements Serializable {

    /** No rows were sampled. */
    public static final HeadDivergence NONE = new HeadDivergence(0, new float[0][], new float[0][]);

    /** Of a head; NaN where it does not exist. */
    public double specialization(int variant, int head) {
        return rows == 0 ? Double.NaN : specialization[variant][head];
    }

    /** Of a layer; NaN where it does not exist. */
    public double within(int variant, int layer) {
        return rows == 0 ? Double.NaN : within[variant][layer];
    }
}
