package dev.headlight.analysis;

import dev.headlight.analysis.results.Examples;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.RoleExamples;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.role.Role;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.RowScores;
import dev.headlight.model.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Example rows of each role. They are chosen by where they stand among all candidates, weak rows as well as strong
 * ones: the best alone would show every role as clear as day.
 */
final class RoleExampleRows {

    /** Heads that must hold a role for a second one of them to be shown. */
    private static final int MANY_HEADS = 3;

    /** Rows of each stratum. */
    private static final int ROWS = 2;

    /** Tokens shown before the query and after it. */
    private static final int BEFORE = 24;

    private static final int AFTER = 4;

    /** Where the lowest fifth has its middle. */
    private static final double LOWEST = 0.9;

    private final ExampleCandidates candidates;
    private final int layerHeads;
    private final IntFunction<String> piece;

    private RoleExampleRows(
            ExampleCandidates candidates, int layerHeads, @Nullable Tokenizer tokenizer) {
        this.candidates = candidates;
        this.layerHeads = layerHeads;
        piece = tokenizer == null ? Integer::toString : tokenizer::piece;
    }

    /** The rule, in words. */
    static String rule() {
        return String.format(
                Locale.ROOT,
                "of each role the head with the largest margin, and where %d or more heads hold it the one of median"
                        + " margin; candidates are the sampled rows of the first window of %d units, those whose names"
                        + " hash lowest, ranked by the score of the role on the single row (induction by"
                        + " natural_induction, since the text has no random repeats); shown are %d rows each from the"
                        + " top, from the middle and from the middle of the lowest fifth, of different units as far as"
                        + " there are; rows of mixed heads are not ranked, the first of %d units are shown; of a row the"
                        + " %d strongest keys",
                MANY_HEADS,
                ExampleCandidates.UNITS,
                ROWS,
                ROWS,
                ExampleCandidates.KEYS);
    }

    static Examples of(
            ExampleCandidates candidates, List<HeadRole> roles, @Nullable Tokenizer tokenizer) {
        int heads = roles.stream().mapToInt(HeadRole::head).max().orElse(0) + 1;
        RoleExampleRows rows = new RoleExampleRows(candidates, heads, tokenizer);
        List<RoleExamples> all = new ArrayList<>();
        for (Role role : Role.values()) {
            for (HeadRole head : chosen(roles, role.text())) {
                all.add(rows.ranked(head, ranking(role)));
            }
        }
        for (HeadRole head : chosen(roles, Role.MIXED)) {
            all.add(rows.unranked(head));
        }
        all.removeIf(r -> r.rows().isEmpty());
        return new Examples(rule(), all);
    }

    /** The heads of a role that are shown. */
    private static List<HeadRole> chosen(List<HeadRole> roles, String role) {
        List<HeadRole> heads =
                roles.stream()
                        .filter(r -> r.role().equals(role))
                        .sorted(
                                Comparator.comparingDouble(
                                        r -> Double.isNaN(r.margin()) ? 1e300 : -r.margin()))
                        .toList();
        if (heads.isEmpty()) {
            return heads;
        }
        return heads.size() < MANY_HEADS
                ? heads.subList(0, 1)
                : List.of(heads.getFirst(), heads.get(heads.size() / 2));
    }

    private static Figure ranking(Role role) {
        return role == Role.INDUCTION ? Figure.NATURAL_INDUCTION_WITHOUT : role.score();
    }

    /** A candidate and its rank's score. */
    private record Ranked(ExampleCandidates.Row row, double value) {}

    private RoleExamples ranked(HeadRole head, Figure figure) {
        int at = RowScores.FIGURES.indexOf(figure);
        List<Ranked> ranked =
                candidates.rows(head.layer() * layerHeads + head.head()).stream()
                        .map(r -> new Ranked(r, r.scores()[at]))
                        .filter(r -> !Double.isNaN(r.value))
                        .sorted(Comparator.comparingDouble(r -> -r.value))
                        .toList();
        List<RoleExamples.Row> shown = new ArrayList<>();
        Set<String> units = new HashSet<>();
        Set<Ranked> used = new HashSet<>();
        pick(ranked, 0, "highest", units, used, shown);
        pick(ranked, 0.5, "median", units, used, shown);
        pick(ranked, LOWEST, "lowest fifth", units, used, shown);
        return new RoleExamples(
                head.role(),
                head.layer(),
                head.head(),
                figure.id(),
                figure.sink(),
                ranked.size(),
                shown);
    }

    /** Takes the rows nearest to a place of the ranking, those of units not yet shown first. */
    private void pick(
            List<Ranked> ranked,
            double place,
            String stratum,
            Set<String> units,
            Set<Ranked> used,
            List<RoleExamples.Row> shown) {
        double middle = place * (ranked.size() - 1);
        List<Ranked> nearest =
                IntStream.range(0, ranked.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer n) -> Math.abs(n - middle)))
                        .map(ranked::get)
                        .toList();
        int taken = 0;
        for (boolean anyUnit : new boolean[] {false, true}) {
            for (Ranked r : nearest) {
                if (taken < ROWS
                        && !used.contains(r)
                        && (anyUnit || !units.contains(r.row.unit()))) {
                    used.add(r);
                    units.add(r.row.unit());
                    shown.add(row(stratum, r.value, r.row));
                    taken++;
                }
            }
        }
    }

    private RoleExamples unranked(HeadRole head) {
        List<ExampleCandidates.Row> rows = candidates.rows(head.layer() * layerHeads + head.head());
        List<RoleExamples.Row> shown = new ArrayList<>();
        Set<String> units = new HashSet<>();
        for (ExampleCandidates.Row r : rows) {
            if (shown.size() < ROWS && units.add(r.unit())) {
                shown.add(row("", Double.NaN, r));
            }
        }
        return new RoleExamples(
                head.role(), head.layer(), head.head(), "", Sink.NONE, rows.size(), shown);
    }

    private RoleExamples.Row row(String stratum, double value, ExampleCandidates.Row row) {
        int[] ids = row.window().ids();
        int from = Math.max(0, row.query() - BEFORE);
        int end = Math.min(ids.length, row.query() + AFTER + 1);
        List<RoleExamples.Key> keys = new ArrayList<>();
        double rest = 1;
        for (int k = 0; k < row.keys().length; k++) {
            int j = row.keys()[k];
            keys.add(
                    new RoleExamples.Key(
                            j,
                            piece.apply(ids[j]),
                            j == 0 ? "" : piece.apply(ids[j - 1]),
                            row.weights()[k]));
            rest -= row.weights()[k];
        }
        return new RoleExamples.Row(
                stratum,
                value,
                row.window().document(),
                row.window().index(),
                row.query(),
                from,
                Arrays.stream(ids, from, end).mapToObj(piece).toList(),
                keys,
                Math.max(0, rest));
    }
}
