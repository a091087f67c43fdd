package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The definitions, written down once more from the full matrix in double precision, row by row.
 *
 * @param a attention {@code A[i][j]}, T x T
 * @param ids [T]
 * @param shuffled the window's tokens as the scorer shuffles them
 */
record NaiveScores(
        double[][] a,
        int[] ids,
        int[] shuffled,
        TokenClasses classes,
        int sinkLength,
        int repeatK) {

    /** Softmax of scores, causal. */
    static double[][] softmax(double[][] scores) {
        double[][] a = new double[scores.length][scores.length];
        for (int i = 0; i < scores.length; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j <= i; j++) {
                max = Math.max(max, scores[i][j]);
            }
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                a[i][j] = Math.exp(scores[i][j] - max);
                sum += a[i][j];
            }
            for (int j = 0; j <= i; j++) {
                a[i][j] /= sum;
            }
        }
        return a;
    }

    int T() {
        return ids.length;
    }

    /** The row as the sink variant asks, null where it does not count. */
    double @Nullable [] row(int i, Sink sink) {
        if (sink != Sink.WITHOUT) {
            return a[i];
        }
        double rest = 0;
        for (int j = 1; j <= i; j++) {
            rest += a[i][j];
        }
        if (i == 0 || rest < 1e-6) {
            return null;
        }
        double[] row = a[i].clone();
        row[0] = 0;
        for (int j = 1; j <= i; j++) {
            row[j] /= rest;
        }
        return row;
    }

    /** The values of a figure over the rows that count for it. */
    List<Double> values(Figure figure) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < T(); i++) {
            double[] row = row(i, figure.sink());
            if (row != null) {
                double v = value(figure, row, i, figure.sink() == Sink.WITHOUT ? 1 : 0);
                if (!Double.isNaN(v)) {
                    values.add(v);
                }
            }
        }
        return values;
    }

    /** A figure of row i; NaN where the row does not count for it. */
    double valueOfRow(Figure figure, int i) {
        double[] row = row(i, figure.sink());
        return row == null
                ? Double.NaN
                : value(figure, row, i, figure.sink() == Sink.WITHOUT ? 1 : 0);
    }

    /** A figure of one row; {@code first} is the first key that is left. NaN where the row does not count. */
    private double value(Figure figure, double[] row, int i, int first) {
        String id = figure.id();
        double no = Double.NaN;
        if (id.startsWith("locality_")) {
            int w = Integer.parseInt(id.substring(9));
            return i < 1 ? no : sum(row, i, j -> i - j < w);
        }
        return switch (id) {
            case "entropy_nats" -> i < 1 ? no : entropy(row);
            case "entropy_normalized" ->
                    i < 1 + first ? no : entropy(row) / Math.log(i + 1 - first);
            case "mean_distance" -> {
                double d = 0;
                for (int j = 0; j <= i; j++) {
                    d += row[j] * (i - j);
                }
                yield i < 1 ? no : d;
            }
            case "previous_token" -> i < 1 + first ? no : row[i - 1];
            case "alpha_0" -> row[0];
            case "alpha_0_first64" -> T() < sinkLength || i >= sinkLength ? no : row[0];
            case "duplicate_token" -> {
                IntPredicate same = j -> j >= first && j < i && ids[j] == ids[i];
                yield any(i, same) ? sum(row, i, same) : no;
            }
            case "natural_induction" -> induction(row, ids, i);
            case "natural_induction_shuffled" -> induction(row, shuffled, i);
            case "special_mass" -> special(row, i, first, j -> classes.inS(ids[j]));
            case "special_mass_punctuation" ->
                    special(row, i, first, j -> is(j, TokenClasses.Kind.PUNCTUATION));
            case "special_mass_newline" ->
                    special(row, i, first, j -> is(j, TokenClasses.Kind.NEWLINE));
            case "special_mass_special" ->
                    special(row, i, first, j -> is(j, TokenClasses.Kind.SPECIAL));
            case "induction_entry" -> i < ids.length - laterRows() ? no : row[i - repeatK + 1];
            case "induction_mass" ->
                    i < ids.length - laterRows()
                            ? no
                            : sum(row, i, j -> j >= 1 && ids[j - 1] == ids[i]);
            default -> no;
        };
    }

    private int laterRows() {
        int begin = ids.length % repeatK;
        return ids.length - begin - repeatK;
    }

    private boolean is(int j, TokenClasses.Kind kind) {
        return classes.kind(ids[j]) == kind;
    }

    private static double induction(double[] row, int[] x, int i) {
        return any(i, j -> j < i && x[j] == x[i])
                ? sum(row, i, j -> j >= 1 && x[j - 1] == x[i])
                : Double.NaN;
    }

    /** {@code sum_S A / sum_S U}; NaN where the row sees no key of the set. */
    static double special(double[] row, int i, int first, IntPredicate set) {
        double mass = 0;
        double uniform = 0;
        for (int j = 1; j <= i; j++) {
            if (set.test(j)) {
                mass += row[j];
                uniform += 1.0 / (i + 1 - first);
            }
        }
        return uniform == 0 ? Double.NaN : mass / uniform;
    }

    private static boolean any(int i, IntPredicate keys) {
        for (int j = 0; j <= i; j++) {
            if (keys.test(j)) {
                return true;
            }
        }
        return false;
    }

    private static double sum(double[] row, int i, IntPredicate keys) {
        double sum = 0;
        for (int j = 0; j <= i; j++) {
            sum += keys.test(j) ? row[j] : 0;
        }
        return sum;
    }

    private static double entropy(double[] row) {
        double h = 0;
        for (double p : row) {
            h -= p > 0 ? p * Math.log(p) : 0;
        }
        return h;
    }
}
