package dev.headlight.analysis.score;

import java.util.Arrays;
import java.util.List;

/** The scores that a role may rank rows by, of single rows of a window; their definitions, row by row. */
public final class RowScores {

    /** In this order, each as its {@link Figure}: all but the sink's without key 0. */
    public static final List<Figure> FIGURES =
            List.of(
                    Figure.PREVIOUS_TOKEN_WITHOUT,
                    Figure.DUPLICATE_TOKEN_WITHOUT,
                    Figure.NATURAL_INDUCTION_WITHOUT,
                    Figure.SPECIAL_MASS_WITHOUT,
                    Figure.LOCALITY_8_WITHOUT,
                    Figure.ALPHA_0,
                    Figure.ENTROPY_NORMALIZED_WITHOUT);

    private static final int NEAR = 8;

    private final int[] ids;
    private final TokenClasses classes;

    RowScores(int[] ids, TokenClasses classes) {
        this.ids = ids;
        this.classes = classes;
    }

    /**
     * The scores of a row, in the order of {@link #FIGURES}; NaN where one does not exist.
     *
     * @param row {@code A[i, 0 .. i]}, i at least 2
     * @param restFactor what turns the keys above 0 into the row without the sink; 0 where nothing is left
     */
    float[] of(float[] row, float restFactor) {
        int i = row.length - 1;
        double duplicate = 0;
        double following = 0;
        double special = 0;
        double near = 0;
        double entropy = 0;
        int same = 0;
        int before = 0;
        int specials = 0;
        for (int j = 1; j <= i; j++) {
            double a = restFactor * row[j];
            if (j < i && ids[j] == ids[i]) {
                duplicate += a;
                same++;
            }
            if (ids[j - 1] == ids[i]) {
                following += a;
                before++;
            }
            if (classes.inS(ids[j])) {
                special += a;
                specials++;
            }
            near += i - j < NEAR ? a : 0;
            entropy -= a > 0 ? a * Math.log(a) : 0;
        }
        float[] scores = {
            restFactor * row[i - 1],
            same == 0 ? Float.NaN : (float) duplicate,
            before == 0 ? Float.NaN : (float) following,
            specials == 0 ? Float.NaN : (float) (special * i / specials),
            (float) near,
            row[0],
            (float) (entropy / Math.log(i))
        };
        if (restFactor == 0) {
            Arrays.fill(scores, Float.NaN);
            scores[FIGURES.indexOf(Figure.ALPHA_0)] = row[0];
        }
        return scores;
    }
}
