package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * Entropy of rows, {@code H_i = -sum_j A[i,j] ln A[i,j]} in nats: the sum of {@code H_i} and of {@code H_i /
 * ln(i+1)} over rows {@code i >= 1}; without the sink the sum of {@code H_i} over kept rows {@code i >= 1}
 * and of {@code H_i / ln i} over kept rows {@code i >= 2}, for row i has i keys left.
 */
public final class EntropyTally implements Tally<EntropyTally> {

    private double nats;
    private double normalized;
    private double natsWithout;
    private double normalizedWithout;

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        int first = tile.firstRow();
        double[] inverseLog = Logarithms.inverse(first + tile.rows() + 1);
        for (int r = first == 0 ? 1 : 0; r < tile.rows(); r++) {
            double h = tile.entropy(r);
            nats += h;
            normalized += h * inverseLog[first + r + 1];
            if (scales.kept(r)) {
                double rest = tile.restEntropy(r);
                natsWithout += rest;
                normalizedWithout += rest * inverseLog[first + r];
            }
        }
    }

    @Override
    public void combine(EntropyTally other) {
        nats += other.nats;
        normalized += other.normalized;
        natsWithout += other.natsWithout;
        normalizedWithout += other.normalizedWithout;
    }

    /** {@code sum_{i>=1} H_i}. */
    public double nats() {
        return nats;
    }

    /** {@code sum_{i>=1} H_i / ln(i+1)}. */
    public double normalized() {
        return normalized;
    }

    /** {@code sum H_i} without the sink, kept rows {@code i >= 1}. */
    public double natsWithout() {
        return natsWithout;
    }

    /** {@code sum H_i / ln i} without the sink, kept rows {@code i >= 2}. */
    public double normalizedWithout() {
        return normalizedWithout;
    }
}
