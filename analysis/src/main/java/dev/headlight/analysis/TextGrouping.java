package dev.headlight.analysis;

import dev.headlight.analysis.results.GroupScore;
import dev.headlight.analysis.results.TextGroup;
import dev.headlight.analysis.results.TextGroups;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.BenjaminiHochberg;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.LabelPermutations;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.UnitFigures;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores by group of documents, and whether the groups move them: for each head by itself, and for all heads of a score
 * the interaction of head and group. A group's interval is of a bootstrap over its own documents.
 */
final class TextGrouping {

    /** Fewer documents than these in a group show little. */
    static final int FEW = 5;

    /** Groups whose documents differ in length by more than this factor cannot be told from length alone. */
    private static final double LENGTHS = 2;

    private static final int MOST_DRAWS = 10_000;
    private static final int FEWEST_DRAWS = 1_000;

    /** Values that all permutations together look at, about: some seconds of one core. */
    private static final double WORK = 1e10;

    private final List<DocumentScores> units;
    private final List<String> names;
    private final List<PoissonBootstrap> bootstraps = new ArrayList<>();
    private final List<List<DocumentScores>> members = new ArrayList<>();
    private final LabelPermutations permutations;
    private final Workers workers;
    private final int heads;
    private final int count;

    private TextGrouping(
            List<DocumentScores> units,
            List<String> names,
            int[] group,
            long seed,
            int replicates,
            Workers workers) {
        this.units = units;
        this.names = names;
        this.workers = workers;
        heads = units.getFirst().heads();
        count = units.getFirst().layers() * heads;
        for (int g = 0; g < names.size(); g++) {
            List<DocumentScores> own = new ArrayList<>();
            for (int n = 0; n < units.size(); n++) {
                if (group[n] == g) {
                    own.add(units.get(n));
                }
            }
            members.add(own);
            bootstraps.add(
                    new PoissonBootstrap(
                            seed, replicates, own.stream().map(DocumentScores::id).toList()));
        }
        double values = (double) units.size() * count * Figure.COUNT;
        int draws = (int) Math.clamp(WORK / values, FEWEST_DRAWS, MOST_DRAWS);
        permutations = new LabelPermutations(seed, draws, group);
    }

    /**
     * The groups of a text; null where it has not two.
     *
     * @param groups the group of each unit by its id, empty where it has none
     * @param alerts takes what a reader should know
     */
    static @Nullable TextGroups of(
            List<DocumentScores> units,
            Map<String, String> groups,
            List<String> order,
            long seed,
            int replicates,
            Workers workers,
            Consumer<String> alerts) {
        if (order.size() < 2) {
            return null;
        }
        List<DocumentScores> grouped =
                units.stream()
                        .filter(u -> order.contains(groups.getOrDefault(u.id(), "")))
                        .sorted(Comparator.comparing(DocumentScores::id))
                        .toList();
        List<String> there =
                order.stream()
                        .filter(
                                name ->
                                        grouped.stream()
                                                .anyMatch(u -> name.equals(groups.get(u.id()))))
                        .toList();
        if (there.size() < 2) {
            alerts.accept(
                    "The groups of documents are not compared: "
                            + (there.isEmpty() ? "none" : "only " + there.getFirst())
                            + " has documents within the limits.");
            return null;
        }
        int[] group =
                grouped.stream()
                        .mapToInt(u -> there.indexOf(groups.getOrDefault(u.id(), "")))
                        .toArray();
        return new TextGrouping(grouped, there, group, seed, replicates, workers).groups(alerts);
    }

    private TextGroups groups(Consumer<String> alerts) {
        List<TextGroup> described = new ArrayList<>();
        for (int g = 0; g < names.size(); g++) {
            List<DocumentScores> own = members.get(g);
            double[] losses = own.stream().mapToDouble(DocumentScores::loss).toArray();
            Estimate loss = bootstraps.get(g).estimate(losses);
            Interval interval = loss.interval();
            described.add(
                    new TextGroup(
                            names.get(g),
                            own.size(),
                            own.stream().mapToLong(DocumentScores::tokens).sum(),
                            loss.value(),
                            interval.low(),
                            interval.high()));
        }
        alert(described, alerts);
        List<GroupScore> scores = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (!figure.onRepeats() && exists(figure)) {
                scores.add(score(figure));
            }
        }
        String rule =
                String.format(
                        Locale.ROOT,
                        "the documents' labels permuted %,d times; a head differs where q < 0.05 (over all heads and"
                                + " scores of a hypothesis), and differs otherwise than heads do in general where that holds"
                                + " of its score minus the mean of all heads in the same document; the interaction of a"
                                + " score is the latter, summed over heads",
                        permutations.draws());
        return new TextGroups(described, rule, permutations.draws(), withQ(scores));
    }

    private static void alert(List<TextGroup> groups, Consumer<String> alerts) {
        List<String> few =
                groups.stream()
                        .filter(g -> g.documents() < FEW)
                        .map(g -> g.name() + " (" + g.documents() + ")")
                        .toList();
        if (!few.isEmpty()) {
            alerts.accept(
                    String.format(
                            Locale.ROOT,
                            "Groups of fewer than %d documents show little: %s; give more, or cut them with --split"
                                    + " paragraph.",
                            FEW,
                            String.join(", ", few)));
        }
        TextGroup shortest =
                groups.stream().min(Comparator.comparingDouble(TextGrouping::length)).orElseThrow();
        TextGroup longest =
                groups.stream().max(Comparator.comparingDouble(TextGrouping::length)).orElseThrow();
        if (length(longest) > LENGTHS * length(shortest)) {
            alerts.accept(
                    String.format(
                            Locale.ROOT,
                            "The documents of %s are longer (%,.0f tokens on average) than those of %s (%,.0f): scores"
                                    + " that move with length differ between groups for that reason alone.",
                            longest.name(),
                            length(longest),
                            shortest.name(),
                            length(shortest)));
        }
    }

    private static double length(TextGroup group) {
        return (double) group.tokens() / group.documents();
    }

    private boolean exists(Figure figure) {
        return units.stream()
                .anyMatch(
                        u ->
                                Arrays.stream(u.values())
                                        .flatMap(Arrays::stream)
                                        .anyMatch(v -> !Float.isNaN(v[figure.index()])));
    }

    private GroupScore score(Figure figure) {
        int layers = count / heads;
        double[][][] value = new double[names.size()][layers][heads];
        double[][][] low = new double[names.size()][layers][heads];
        double[][][] high = new double[names.size()][layers][heads];
        double[] nullUniform = new double[names.size()];
        for (int g = 0; g < names.size(); g++) {
            List<DocumentScores> own = members.get(g);
            int at = g;
            bootstraps
                    .get(g)
                    .forEach(
                            figures(own, figure),
                            workers,
                            (e, f) -> {
                                Interval interval = e.interval();
                                value[at][f / heads][f % heads] = e.value();
                                low[at][f / heads][f % heads] = interval.low();
                                high[at][f / heads][f % heads] = interval.high();
                            });
            nullUniform[g] = mean(own, u -> u.nullUniform(figure));
        }
        double[][] difference = new double[layers][heads];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                difference[l][h] = range(value, l, h);
            }
        }
        LabelPermutations.Tests own = permutations.test(figures(units, figure), workers);
        LabelPermutations.Tests interaction = permutations.test(centred(figure), workers);
        return new GroupScore(
                figure.id(),
                figure.sink(),
                value,
                low,
                high,
                nullUniform,
                difference,
                square(own.share()),
                square(own.p()),
                new double[0][],
                square(interaction.p()),
                new double[0][],
                interaction.together(),
                Double.NaN);
    }

    private static double range(double[][][] value, int layer, int head) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[][] group : value) {
            if (!Double.isNaN(group[layer][head])) {
                least = Math.min(least, group[layer][head]);
                most = Math.max(most, group[layer][head]);
            }
        }
        return most >= least ? most - least : Double.NaN;
    }

    private double[][] square(double[] byHead) {
        double[][] rows = new double[count / heads][];
        Arrays.setAll(rows, l -> Arrays.copyOfRange(byHead, l * heads, (l + 1) * heads));
        return rows;
    }

    private UnitFigures figures(List<DocumentScores> of, Figure figure) {
        double[][] values = new double[of.size()][count];
        for (int n = 0; n < values.length; n++) {
            for (int i = 0; i < count; i++) {
                values[n][i] = of.get(n).value(figure, i / heads, i % heads);
            }
        }
        return UnitFigures.of(count, values);
    }

    /** Each head's score minus the mean of all heads that have it in the same document. */
    private UnitFigures centred(Figure figure) {
        UnitFigures raw = figures(units, figure);
        double[][] values = new double[units.size()][count];
        for (int n = 0; n < values.length; n++) {
            int unit = n;
            Arrays.setAll(values[n], i -> raw.value(unit, i));
            double mean =
                    Arrays.stream(values[n])
                            .filter(v -> !Double.isNaN(v))
                            .average()
                            .orElse(Double.NaN);
            for (int i = 0; i < count; i++) {
                values[n][i] -= mean;
            }
        }
        return UnitFigures.of(count, values);
    }

    private static double mean(List<DocumentScores> of, ToDoubleFunction<DocumentScores> figure) {
        return of.stream()
                .mapToDouble(figure)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private static List<GroupScore> withQ(List<GroupScore> scores) {
        double[] interaction =
                BenjaminiHochberg.q(
                        scores.stream().mapToDouble(GroupScore::interactionP).toArray());
        List<double[][]> q = byFamily(scores, GroupScore::p);
        List<double[][]> apart = byFamily(scores, GroupScore::apartP);
        List<GroupScore> done = new ArrayList<>();
        for (int n = 0; n < scores.size(); n++) {
            GroupScore s = scores.get(n);
            done.add(
                    new GroupScore(
                            s.score(),
                            s.sink(),
                            s.value(),
                            s.low(),
                            s.high(),
                            s.nullUniform(),
                            s.difference(),
                            s.share(),
                            s.p(),
                            q.get(n),
                            s.apartP(),
                            apart.get(n),
                            s.interactionP(),
                            interaction[n]));
        }
        return done;
    }

    /** The q-values [layer][head] of each score, over all heads and scores of its hypothesis. */
    private static List<double[][]> byFamily(
            List<GroupScore> scores, Function<GroupScore, double[][]> p) {
        Map<Integer, List<Integer>> families = new TreeMap<>();
        List<double[][]> found = new ArrayList<>();
        for (int n = 0; n < scores.size(); n++) {
            int family = ScoreFamilies.hypothesis(scores.get(n).score());
            families.computeIfAbsent(family, f -> new ArrayList<>()).add(n);
            found.add(new double[0][]);
        }
        for (List<Integer> family : families.values()) {
            double[] q =
                    BenjaminiHochberg.q(
                            family.stream()
                                    .flatMap(n -> Arrays.stream(p.apply(scores.get(n))))
                                    .flatMapToDouble(Arrays::stream)
                                    .toArray());
            int at = 0;
            for (int n : family) {
                double[][] rows = new double[p.apply(scores.get(n)).length][];
                for (int l = 0; l < rows.length; l++) {
                    int heads = p.apply(scores.get(n))[l].length;
                    rows[l] = Arrays.copyOfRange(q, at, at + heads);
                    at += heads;
                }
                found.set(n, rows);
            }
        }
        return found;
    }
}
