package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * Attention to sets of tokens over uniform attention to them,
 *
 * <pre>mass_i = sum_{j in S, j >= 1} A[i,j] / sum_{j in S, j >= 1} U[i,j],   U[i,j] = 1/(i+1)</pre>
 *
 * summed over the rows that see a key of S; without the sink over kept ones of them, with {@code U[i,j] = 1/i}.
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
        for (int r = 0; r < rows; r++) {
            rowSums[r] = 0;
        }
        for (int s = 0; s < sets.size() - 1; s++) {
            sum(tile, sets.positions(s), sets.seen(s + 1), rows);
            add(tile, scales, s + 1, rows);
            if (s < sets.parts()) {
                for (int r = 0; r < rows; r++) {
                    rowSums[r] += rowSums[rows + r];
                }
            }
        }
        add(tile, scales, 0, 0);
    }

    private void add(AttentionTile tile, RowScales scales, int set, int from) {
        int[] seen = sets.seen(set);
        double with = 0;
        double without = 0;
        for (int r = 0; r < tile.rows(); r++) {
            int i = tile.firstRow() + r;
            if (seen[i] > 0) {
                double perKey = (double) rowSums[from + r] / seen[i];
                with += perKey * scales.with(r) * (i + 1);
                without += perKey * scales.without(r) * i;
            }
        }
        mass[set] += with;
        massWithout[set] += without;
    }

    /** Sums of weights at the positions each row sees, into {@code rowSums[to + r]}. Four rows share an index. */
    private void sum(AttentionTile tile, int[] positions, int[] seen, int to) {
        float[] w = tile.weights();
        int rows = tile.rows();
        int common = seen[tile.firstRow()];
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            int at0 = tile.offset(r);
            int at1 = tile.offset(r + 1);
            int at2 = tile.offset(r + 2);
            int at3 = tile.offset(r + 3);
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int e = 0; e < common; e++) {
                int j = positions[e];
                s0 += w[at0 + j];
                s1 += w[at1 + j];
                s2 += w[at2 + j];
                s3 += w[at3 + j];
            }
            rowSums[to + r] = s0;
            rowSums[to + r + 1] = s1;
            rowSums[to + r + 2] = s2;
            rowSums[to + r + 3] = s3;
        }
        for (; r < rows; r++) {
            int at = tile.offset(r);
            float s = 0;
            for (int e = 0; e < common; e++) {
                s += w[at + positions[e]];
            }
            rowSums[to + r] = s;
        }
        for (r = 1; r < rows; r++) {
            int at = tile.offset(r);
            for (int e = common; e < seen[tile.firstRow() + r]; e++) {
                rowSums[to + r] += w[at + positions[e]];
            }
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
