package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Sink;
import java.io.Serializable;
import java.util.List;

/**
 * What one unit gave: a document, the block of a long text, or a sequence of random repeats. Its windows'
 * rows are pooled, so a value is the mean over all its rows. Thousands are held at a time: floats where
 * they are enough.
 *
 * @param id of the document or block: bootstrap weights are a function of it
 * @param windows windows pooled
 * @param tokens tokens in them, begin tokens counted
 * @param values mean over rows [layer][head][{@link Figure#index()}]; NaN where it does not exist
 * @param rows rows behind each value [layer][head][figure]; heads that left no row out share one array
 * @param skippedRows rows {@code i >= 1} left out of {@code sink=without}: nothing but the sink was left of
 *     them [layer][head]
 * @param nulls each figure of uniform causal attention over the same windows [figure]; NaN where it does
 *     not exist
 * @param matched {@code special_mass} of each frequency-matched random token set [layer][head][2 set + v],
 *     v = 0 with the sink, 1 without, over the rows divisible by 4; empty where there are no sets
 * @param decay attention by distance as it is
 * @param decayWithout attention by distance without the sink
 * @param loss mean loss over {@code lossPositions} positions, nats a token; NaN where none was taken
 * @param lossEarly mean over windows of the loss at {@link LossPositions#early()}; NaN where none is that
 *     long
 * @param lossLate the same at {@link LossPositions#late()}, over the same windows
 * @param sinkRate share of heads with {@code alpha_0 > 0.3} over the first {@link
 *     ScoringOptions#sinkLength()} rows of a window, averaged over the windows that are so long; NaN where none
 *     is
 * @param sinkSequences windows behind {@code sinkRate}
 * @param otherSinks the strongest sinks at other positions than 0, at most {@link ScoringOptions#maxSinks()}
 * @param divergence how differently the heads attend, where they were compared
 */
public record DocumentScores(
        String id,
        int windows,
        int tokens,
        float[][][] values,
        int[][][] rows,
        int[][] skippedRows,
        double[] nulls,
        float[][][] matched,
        Decay decay,
        Decay decayWithout,
        double loss,
        int lossPositions,
        double lossEarly,
        double lossLate,
        double sinkRate,
        int sinkSequences,
        List<SinkPosition> otherSinks,
        HeadDivergence divergence)
        implements Serializable {

    /** Threshold of {@code alpha_k} above which position k is a sink of a head. */
    public static final double SINK_THRESHOLD = 0.3;

    public int layers() {
        return values.length;
    }

    public int heads() {
        return values[0].length;
    }

    /** Mean over the rows of this unit; NaN where the figure does not exist. */
    public double value(Figure figure, int layer, int head) {
        return values[layer][head][figure.index()];
    }

    /** Rows behind {@link #value}. */
    public int rows(Figure figure, int layer, int head) {
        return rows[layer][head][figure.index()];
    }

    /** Of uniform causal attention over the same rows. */
    public double nullUniform(Figure figure) {
        return nulls[figure.index()];
    }

    /** Attention by distance of a sink variant. */
    public Decay decay(Sink sink) {
        return sink == Sink.WITHOUT ? decayWithout : decay;
    }

    /** {@code icl}: loss at the late position minus loss at the early one. */
    public double icl() {
        return lossLate - lossEarly;
    }
}
