package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/**
 * Attention to sets of tokens over uniform attention to them,
 *
 * <pre>mass_i = sum_{j in S, j >= 1} A[i,j] / sum_{j in S, j >= 1} U[i,j],   U[i,j] = 1/(i+1)</pre>
 *
 * summed over the rows that count for S (they see a key of it); without the sink over kept ones of them, with {@code U[i,j] = 1/i}.
 */
public final class TokenSetTally implements Tally<TokenSetTally> {

    private final TokenSets sets;
    private final double[] mass;
    private final double[] massWithout;
    private float[] rowSums = new float[0];

    /** An empty tally over the sets of a window. */
    public TokenSetTally(TokenSets sets) {
        this.sets = sets;
        mass = new double[sets.size()];
        massWithout = new double[sets.size()];
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        int rows = tile.rows();
        if (rowSums.length < 2 * rows) {
            rowSums = new float[2 * rows]; // the union's, then one set's
        }
        Arrays.fill(rowSums, 0, rows, 0);
        int first = tile.firstRow();
        int last = first + rows - 1;
        int parts = sets.parts();
        for (int s = 0; s < parts; s++) {
            int count = sets.seen(s + 1, last);
            if (count == 0) {
                continue;
            }
            sum(tile, 0, 1, sets.positions(s), count, rows);
            add(tile, scales, s + 1, rows, 0, 1);
            for (int r = 0; r < rows; r++) {
                rowSums[r] += rowSums[rows + r];
            }
        }
        add(tile, scales, 0, 0, 0, 1);
        int from = Math.floorMod(-first, TokenSets.STRIDE);
        for (int s = parts; s < sets.size() - 1; s++) {
            int count = sets.seen(s + 1, last);
            sum(tile, from, TokenSets.STRIDE, sets.positions(s), count, rows);
            add(tile, scales, s + 1, rows, from, TokenSets.STRIDE);
        }
    }

    /** Turns the sums at {@code rowSums[at + r]} of the rows {@code from, from + step, ...} into masses. */
    private void add(AttentionTile tile, RowScales scales, int set, int at, int from, int step) {
        float[] keyShare = sets.keyShare(set);
        int first = tile.firstRow();
        float with = 0;
        float without = 0;
        for (int r = from; r < tile.rows(); r += step) {
            int i = first + r;
            float perKey = rowSums[at + r] * keyShare[i];
            with += perKey * scales.with(r) * (i + 1);
            without += perKey * scales.without(r) * i;
        }
        mass[set] += with;
        massWithout[set] += without;
    }

    /**
     * Sums of weights at the first {@code count} positions, those that the last row sees, into {@code
     * rowSums[to + r]} for the rows {@code from, from + step, ...}: the keys an earlier row does not see are
     * zeros. Three rows share an index, two keys are under way.
     */
    private void sum(AttentionTile tile, int from, int step, int[] positions, int count, int to) {
        float[] w = tile.weights();
        int rows = tile.rows();
        int r = from;
        int pairs = count & ~1;
        for (; r + 2 * step < rows; r += 3 * step) {
            int at0 = tile.offset(r);
            int at1 = tile.offset(r + step);
            int at2 = tile.offset(r + 2 * step);
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float t0 = 0;
            float t1 = 0;
            float t2 = 0;
            for (int e = 0; e < pairs; e += 2) {
                int j = positions[e];
                int k = positions[e + 1];
                s0 += w[at0 + j];
                s1 += w[at1 + j];
                s2 += w[at2 + j];
                t0 += w[at0 + k];
                t1 += w[at1 + k];
                t2 += w[at2 + k];
            }
            if (pairs < count) {
                int j = positions[pairs];
                s0 += w[at0 + j];
                s1 += w[at1 + j];
                s2 += w[at2 + j];
            }
            rowSums[to + r] = s0 + t0;
            rowSums[to + r + step] = s1 + t1;
            rowSums[to + r + 2 * step] = s2 + t2;
        }
        for (; r < rows; r += step) {
            int at = tile.offset(r);
            float s = 0;
            for (int e = 0; e < count; e++) {
                s += w[at + positions[e]];
            }
            rowSums[to + r] = s;
        }
    }

    @Override
    public void combine(TokenSetTally other) {
        for (int s = 0; s < mass.length; s++) {
            mass[s] += other.mass[s];
            massWithout[s] += other.massWithout[s];
        }
    }

    /** {@code sum_i mass_i} of a set; set 0 is the union. */
    public double mass(int set) {
        return mass[set];
    }

    /** {@code sum_i mass_i} of a set without the sink. */
    public double massWithout(int set) {
        return massWithout[set];
    }
}
