package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * Attention to earlier occurrences of a row's own token, and to what followed them:
 *
 * <pre>
 * duplicate_i = sum_{j < i, x_j = x_i} A[i,j]        following_i = sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j]
 * </pre>
 *
 * summed over the rows whose token stood earlier; without the sink over kept rows, {@code duplicate} only
 * where an occurrence other than key 0 is left.
 */
public final class MatchTally implements Tally<MatchTally> {

    private final TokenMatches matches;
    private double duplicate;
    private double duplicateWithout;
    private double following;
    private double followingWithout;

    /** An empty tally over the matches of a window. */
    public MatchTally(TokenMatches matches) {
        this.matches = matches;
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        float[] w = tile.weights();
        int[] positions = matches.positions();
        for (int r = 0; r < tile.rows(); r++) {
            int i = tile.firstRow() + r;
            int count = matches.count(i);
            if (count == 0) {
                continue;
            }
            int at = tile.offset(r);
            int from = matches.from(i);
            int end = from + count;
            boolean first = positions[from] == 0;
            float same = 0;
            float after = first ? w[at + 1] : 0;
            for (int e = first ? from + 1 : from; e < end; e++) {
                int key = at + positions[e];
                same += w[key];
                after += w[key + 1];
            }
            following += after * scales.with(r);
            followingWithout += after * scales.without(r);
            duplicateWithout += same * scales.without(r);
            duplicate += (first ? same + w[at] : same) * scales.with(r);
        }
    }

    @Override
    public void combine(MatchTally other) {
        duplicate += other.duplicate;
        duplicateWithout += other.duplicateWithout;
        following += other.following;
        followingWithout += other.followingWithout;
    }

    /** {@code sum_i duplicate_i}. */
    public double duplicate() {
        return duplicate;
    }

    /** {@code sum_i duplicate_i} without the sink. */
    public double duplicateWithout() {
        return duplicateWithout;
    }

    /** {@code sum_i following_i}. */
    public double following() {
        return following;
    }

    /** {@code sum_i following_i} without the sink. */
    public double followingWithout() {
        return followingWithout;
    }
}
