package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * Induction on random repeats, a block of K distinct tokens from position {@code start} on, R times. Over
 * the rows i of the second and later copies it sums
 *
 * <pre>entry_i = A[i, i-K+1]        mass_i = sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j]</pre>
 *
 * whose keys are the tokens after one and after all earlier copies of {@code x_i}: {@code i - cK + 1}.
 */
public final class RepeatTally implements Tally<RepeatTally> {

    private final int k;
    private final int start;
    private double entry;
    private double entryWithout;
    private double mass;
    private double massWithout;
    private int kept;

    /** An empty tally over sequences whose first block begins at {@code start}. */
    public RepeatTally(int k, int start) {
        this.k = k;
        this.start = start;
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        float[] w = tile.weights();
        for (int r = Math.max(0, start + k - tile.firstRow()); r < tile.rows(); r++) {
            int i = tile.firstRow() + r;
            int at = tile.offset(r);
            float last = w[at + i - k + 1];
            float all = 0;
            for (int earlier = i - k; earlier >= start; earlier -= k) {
                all += w[at + earlier + 1];
            }
            entry += last * scales.with(r);
            entryWithout += last * scales.without(r);
            mass += all * scales.with(r);
            massWithout += all * scales.without(r);
            kept += scales.kept(r) ? 1 : 0;
        }
    }

    @Override
    public void combine(RepeatTally other) {
        entry += other.entry;
        entryWithout += other.entryWithout;
        mass += other.mass;
        massWithout += other.massWithout;
        kept += other.kept;
    }

    /** {@code sum_i entry_i}. */
    public double entry() {
        return entry;
    }

    /** {@code sum_i entry_i} without the sink. */
    public double entryWithout() {
        return entryWithout;
    }

    /** {@code sum_i mass_i}. */
    public double mass() {
        return mass;
    }

    /** {@code sum_i mass_i} without the sink. */
    public double massWithout() {
        return massWithout;
    }

    /** Rows that count without the sink. */
    public int kept() {
        return kept;
    }
}
