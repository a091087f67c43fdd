package dev.headlight.analysis.score;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Attention by distance within one document, one sink variant. A bin pools the rows of its distances:
 * {@code P = sum A[i,i-d] / rows}, {@code u = sum U[i,i-d] / rows} over the same rows, rows {@code i >= d}
 * (without the sink {@code i >= d+1}); so uniform attention has {@code P/u = 1} in every bin.
 *
 * @param attention P [layer][head][bin] of {@link DecayBins}; NaN where no row reaches the bin
 * @param uniform u [layer][head][bin], over the rows that head kept; heads that left no row out share one
 *     array
 * @param rows pairs (i, d) behind each bin [layer][head][bin], shared likewise
 * @param byDistance {@code P(d)} of every single distance [layer][head][d], where it was asked for ({@link
 *     ScoringOptions#everyDistance()}), else null
 */
public record Decay(
        float[][][] attention,
        float[][][] uniform,
        int[][][] rows,
        float @Nullable [][][] byDistance)
        implements Serializable {

    /** Bins of the longest window. */
    public int bins() {
        return attention[0][0].length;
    }
}
