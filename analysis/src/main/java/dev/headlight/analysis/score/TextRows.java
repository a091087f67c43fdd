package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.WindowTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of a document's windows have in common whatever the head: how many count for each figure, and
 * the sum of each figure over them under uniform attention; the same for every bin of distance.
 */
final class TextRows {

    final long[] rows = new long[Figure.COUNT];
    final double[] uniform = new double[Figure.COUNT];
    final long[] matchedRows;
    final long[][] decayRows;
    final double[][] decayUniform;
    final List<Integer> lengths = new ArrayList<>(); // of the windows

    /** Without any row yet; room for windows of up to {@code longest} tokens and the token sets of an option. */
    TextRows(int longest, int matchedSets) {
        int bins = DecayBins.count(longest);
        matchedRows = new long[matchedSets];
        decayRows = new long[2][bins];
        decayUniform = new double[2][bins];
    }

    int bins() {
        return decayRows[0].length;
    }

    /** Adds the rows of a window. */
    void add(WindowTokens tokens, UniformRows nulls) {
        int T = tokens.length();
        lengths.add(T);
        for (Figure figure : Figure.values()) {
            int f = figure.index();
            for (int i = 0; i < T; i++) {
                double value = nulls.value(figure, i);
                if (!Double.isNaN(value)) {
                    rows[f]++;
                    uniform[f] += value;
                }
            }
        }
        for (int n = 0; n < matchedRows.length; n++) {
            for (int i = 1; i < T; i++) {
                matchedRows[n] += tokens.sets().counts(HeadSums.FIRST_MATCHED + n, i) ? 1 : 0;
            }
        }
        for (int i = 0; i < T; i++) {
            decayRow(i + 1, 1.0 / (i + 1), decayRows[0], decayUniform[0]);
            decayRow(i, 1.0 / i, decayRows[1], decayUniform[1]);
        }
    }

    /** Adds a row whose keys stand at the distances below {@code keys}, each with {@code share}. */
    static void decayRow(int keys, double share, long[] rows, double[] uniform) {
        for (int bin = 0; bin < rows.length && DecayBins.from(bin) < keys; bin++) {
            int count = Math.min(DecayBins.to(bin), keys - 1) - DecayBins.from(bin) + 1;
            rows[bin] += count;
            uniform[bin] += count * share;
        }
    }

    /** Each figure of uniform attention, NaN where no row counts for it. */
    double[] nulls() {
        double[] nulls = new double[Figure.COUNT];
        for (int f = 0; f < nulls.length; f++) {
            nulls[f] = rows[f] == 0 ? Double.NaN : uniform[f] / rows[f];
        }
        long matched = 0;
        for (long n : matchedRows) {
            matched += n;
        }
        double one = matched == 0 ? Double.NaN : 1;
        nulls[Figure.SPECIAL_MASS_MATCHED.index()] = one;
        nulls[Figure.SPECIAL_MASS_MATCHED_WITHOUT.index()] = one;
        return nulls;
    }
}
