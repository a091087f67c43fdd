package dev.headlight.analysis.score;

import org.jspecify.annotations.Nullable;

/**
 * How many rows stand behind each mean of a head: all that the text has, less those the head left out.
 *
 * @param figures [figure]
 * @param matched [2 set + variant]
 * @param decay pairs (i, d) [variant][bin]
 * @param uniform mean of uniform attention over them [variant][bin]
 */
record HeadRows(int[] figures, long[] matched, int[][] decay, float[][] uniform) {

    static HeadRows of(TextRows text, HeadSums.@Nullable LeftOut leftOut) {
        int[] figures = new int[Figure.COUNT];
        for (int f = 0; f < figures.length; f++) {
            figures[f] = (int) (text.rows[f] - (leftOut == null ? 0 : leftOut.figures[f]));
        }
        int sets = text.matchedRows.length;
        long[] matched = new long[2 * sets];
        long[] all = new long[2];
        for (int n = 0; n < sets; n++) {
            matched[2 * n] = text.matchedRows[n];
            matched[2 * n + 1] = text.matchedRows[n] - (leftOut == null ? 0 : leftOut.matched[n]);
            all[0] += matched[2 * n];
            all[1] += matched[2 * n + 1];
        }
        if (sets > 0) {
            figures[Figure.SPECIAL_MASS_MATCHED.index()] = (int) (all[0] / sets);
            figures[Figure.SPECIAL_MASS_MATCHED_WITHOUT.index()] = (int) (all[1] / sets);
        }
        int[][] decay = new int[2][text.bins()];
        float[][] uniform = new float[2][text.bins()];
        for (int v = 0; v < 2; v++) {
            for (int bin = 0; bin < text.bins(); bin++) {
                long rows = text.decayRows[v][bin];
                double sum = text.decayUniform[v][bin];
                if (v == 1 && leftOut != null) {
                    rows -= leftOut.decayRows[bin];
                    sum -= leftOut.decayUniform[bin];
                }
                decay[v][bin] = (int) Math.min(Integer.MAX_VALUE, rows);
                uniform[v][bin] = rows == 0 ? Float.NaN : (float) (sum / rows);
            }
        }
        return new HeadRows(figures, matched, decay, uniform);
    }
}
