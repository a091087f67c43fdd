package dev.headlight.analysis.results;

import java.util.List;

/**
 * Rows of one head that holds a role.
 *
 * @param role as in {@link HeadRole#role()}
 * @param score id of the score that the rows are ranked by, taken on a single row; empty for mixed heads, whose rows
 *     are not ranked
 * @param sink the variant of that score
 * @param candidates sampled rows that the score exists for
 * @param rows the highest first
 */
public record RoleExamples(
        String role, int layer, int head, String score, Sink sink, int candidates, List<Row> rows) {

    public RoleExamples {
        rows = List.copyOf(rows);
    }

    /**
     * One query and where it looked.
     *
     * @param stratum {@code highest}, {@code median}, {@code lowest fifth}: where the row stands among the candidates;
     *     empty where they are not ranked
     * @param value the score of this row; NaN where there is none
     * @param document where
     * @param window 0-based number of the window within it
     * @param query position i, 0-based in the window
     * @param from position of the first of {@code tokens}
     * @param tokens the text around the query, as a person should see it
     * @param keys the keys with most attention, the strongest first
     * @param rest attention to all other keys
     */
    public record Row(
            String stratum,
            double value,
            String document,
            int window,
            int query,
            int from,
            List<String> tokens,
            List<Key> keys,
            double rest) {

        public Row {
            tokens = List.copyOf(tokens);
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key of the row.
     *
     * @param position j, 0-based in the window
     * @param token that stands there
     * @param before the token before it, empty at the first
     * @param weight {@code A[i,j]}, the rows as they are
     */
    public record Key(int position, String token, String before, double weight) {}
}
