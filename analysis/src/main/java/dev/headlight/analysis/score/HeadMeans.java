package dev.headlight.analysis.score;

/** One head's sums over its rows: the means. */
final class HeadMeans {

    private HeadMeans() {}

    /** Mean of each figure [figure]; NaN where no row counts for it. */
    static float[] values(HeadSums head, HeadRows rows) {
        float[] values = new float[Figure.COUNT];
        for (int f = 0; f < values.length; f++) {
            int n = rows.figures()[f];
            values[f] = n == 0 ? Float.NaN : (float) (head.sums[f] / n);
        }
        float[] matched = matched(head, rows);
        values[Figure.SPECIAL_MASS_MATCHED.index()] = meanOfSets(matched, 0);
        values[Figure.SPECIAL_MASS_MATCHED_WITHOUT.index()] = meanOfSets(matched, 1);
        return values;
    }

    /** Mean mass of each matched set [2 set + variant]; NaN where no row sees the set. */
    static float[] matched(HeadSums head, HeadRows rows) {
        float[] matched = new float[head.matched.length];
        for (int n = 0; n < matched.length; n++) {
            long count = rows.matched()[n];
            matched[n] = count == 0 ? Float.NaN : (float) (head.matched[n] / count);
        }
        return matched;
    }

    private static float meanOfSets(float[] matched, int variant) {
        double sum = 0;
        int sets = 0;
        for (int n = variant; n < matched.length; n += 2) {
            if (!Float.isNaN(matched[n])) {
                sum += matched[n];
                sets++;
            }
        }
        return sets == 0 ? Float.NaN : (float) (sum / sets);
    }

    /** P of each bin. */
    static float[] decay(HeadSums head, HeadRows rows, int variant) {
        float[] p = new float[head.decay[variant].length];
        for (int bin = 0; bin < p.length; bin++) {
            int n = rows.decay()[variant][bin];
            p[bin] = n == 0 ? Float.NaN : (float) (head.decay[variant][bin] / n);
        }
        return p;
    }

    /** {@code P(d)} of each distance; only where sums by distance were kept. */
    static float[] byDistance(HeadSums head, TextRows text, int variant) {
        double[][] sums = head.byDistance;
        if (sums == null) {
            throw new IllegalStateException("distances were not kept");
        }
        float[] p = new float[sums[variant].length];
        for (int d = 0; d < p.length; d++) {
            long rows = 0;
            for (int length : text.lengths) {
                rows += Math.max(0, length - variant - d);
            }
            if (variant == 1 && head.leftOut != null) {
                int from = d + 1;
                rows -= head.leftOut.at.stream().filter(i -> i >= from).count();
            }
            p[d] = rows == 0 ? Float.NaN : (float) (sums[variant][d] / rows);
        }
        return p;
    }
}
