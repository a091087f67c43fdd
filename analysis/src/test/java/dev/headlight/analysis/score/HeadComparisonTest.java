package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.tally.DivergenceTally;
import dev.headlight.analysis.tally.RowSampleTally;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads side by side while documents are scored, against the definitions from full matrices. */
class HeadComparisonTest {

    private static final double JSD = 1e-5;

    private static final ScoringOptions OPTIONS =
            ScoringOptions.of(TokenClasses.none(), MatchedTokenSets.none(), 100, 1, 7);

    private static HeadComparison comparison(ForwardPass pass, long seed, Workers workers) {
        return new HeadComparison(pass.layers(), pass.heads(), seed, workers, Optional.empty());
    }

    private static List<Window> windows(String document, int... lengths) {
        SplittableRandom random = new SplittableRandom(document.hashCode());
        List<Window> windows = new ArrayList<>();
        for (int length : lengths) {
            windows.add(
                    new Window(
                            document, windows.size(), random.ints(length, 0, 12).toArray(), false));
        }
        return windows;
    }

    @Test
    void theSampleIsAFunctionOfSeedAndDocument() {
        try (Workers workers = new Workers(1)) {
            HeadComparison one = new HeadComparison(2, 3, 5, workers, Optional.empty());
            HeadComparison same = new HeadComparison(1, 1, 5, workers, Optional.empty());
            HeadComparison other = new HeadComparison(2, 3, 6, workers, Optional.empty());
            int different = 0;
            for (int length : new int[] {2, 3, 4, 5, 6, 7, 64, 300, 512, 1024, 9000}) {
                Window window = windows("d", length).getFirst();
                int[] sample = one.sample(window);
                assertThat(sample).hasSize(HeadComparison.rows(length)).isSorted();
                assertThat(Arrays.stream(sample).distinct().count()).isEqualTo(sample.length);
                assertThat(Arrays.stream(sample).allMatch(i -> i >= 2 && i < length)).isTrue();
                assertThat(same.sample(window)).isEqualTo(sample);
                different += Arrays.equals(other.sample(window), sample) ? 0 : 1;
                int[] elsewhere = one.sample(new Window("e", 0, window.ids(), false));
                different += Arrays.equals(elsewhere, sample) ? 0 : 1;
            }
            assertThat(different).isGreaterThan(8);
        }
        assertThat(HeadComparison.rows(2)).isZero();
        assertThat(HeadComparison.rows(5)).isEqualTo(3);
        assertThat(HeadComparison.rows(768)).isEqualTo(6);
        assertThat(HeadComparison.rows(1 << 20)).isEqualTo(8);
    }

    /** Every row of every head, as the hook gives it. */
    private static double[][][][] attention(ForwardPass pass, int[] ids) {
        double[][][][] a = new double[pass.layers()][pass.heads()][ids.length][ids.length];
        pass.run(
                ids,
                new int[] {1},
                (layer, head, range, first, end) ->
                        new AttentionHook.Rows() {
                            @Override
                            public void accept(AttentionTile tile) {
                                for (int r = 0; r < tile.rows(); r++) {
                                    int i = tile.firstRow() + r;
                                    for (int j = 0; j <= i; j++) {
                                        a[layer][head][i][j] =
                                                (double) tile.weights()[tile.offset(r) + j]
                                                        * tile.scale(r);
                                    }
                                }
                            }

                            @Override
                            public void close() {}
                        });
        return a;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double m = (p[j] + q[j]) / 2;
            sum += p[j] > 0 ? p[j] * Math.log(p[j] / m) / 2 : 0;
            sum += q[j] > 0 ? q[j] * Math.log(q[j] / m) / 2 : 0;
        }
        return sum / Math.log(2);
    }

    /** Mean divergence of each pair over the sampled rows of a document's windows; NaN where there is none. */
    private static double[][] naive(
            ForwardPass pass, HeadComparison comparison, List<Window> windows, Sink sink) {
        int heads = pass.layers() * pass.heads();
        double[][] sum = new double[heads][heads];
        int[][] rows = new int[heads][heads];
        for (Window window : windows) {
            double[][][][] a = attention(pass, window.ids());
            List<NaiveScores> full = new ArrayList<>();
            for (int n = 0; n < heads; n++) {
                full.add(
                        new NaiveScores(
                                a[n / pass.heads()][n % pass.heads()],
                                window.ids(),
                                window.ids(),
                                TokenClasses.none(),
                                64,
                                1));
            }
            for (int i : comparison.sample(window)) {
                for (int n = 0; n < heads; n++) {
                    double[] p = full.get(n).row(i, sink);
                    for (int m = 0; m < n && p != null; m++) {
                        double[] q = full.get(m).row(i, sink);
                        if (q != null) {
                            sum[n][m] += divergence(p, q);
                            rows[n][m]++;
                        }
                    }
                }
            }
        }
        for (int n = 0; n < heads; n++) {
            for (int m = 0; m < n; m++) {
                sum[n][m] /= rows[n][m];
                sum[m][n] = sum[n][m];
            }
        }
        return sum;
    }

    private static void check(HeadDivergence found, double[][] pairs, int variant, int layerHeads) {
        int heads = pairs.length;
        for (int n = 0; n < heads; n++) {
            int own = n;
            double[] others =
                    java.util.stream.IntStream.range(0, heads)
                            .filter(m -> m != own && !Double.isNaN(pairs[own][m]))
                            .mapToDouble(m -> pairs[own][m])
                            .toArray();
            double expected = Arrays.stream(others).average().orElse(Double.NaN);
            if (Double.isNaN(expected)) {
                assertThat(found.specialization(variant, n)).isNaN();
            } else {
                assertThat(found.specialization(variant, n)).isCloseTo(expected, within(JSD));
            }
        }
        for (int l = 0; l < heads / layerHeads; l++) {
            double sum = 0;
            int count = 0;
            for (int n = l * layerHeads; n < (l + 1) * layerHeads; n++) {
                for (int m = l * layerHeads; m < n; m++) {
                    if (!Double.isNaN(pairs[n][m])) {
                        sum += pairs[n][m];
                        count++;
                    }
                }
            }
            assertThat(found.within(variant, l)).isCloseTo(sum / count, within(JSD));
        }
    }

    @Test
    void unitsAndTheirSumsAreTheDefinition() {
        InventedModel model = new InventedModel(3, false);
        try (Workers workers = new Workers(2)) {
            HeadComparison comparison = comparison(model, 9, workers);
            DocumentScorer scorer = new DocumentScorer(model, OPTIONS, comparison);
            List<double[][]> with = new ArrayList<>();
            List<double[][]> without = new ArrayList<>();
            int rows = 0;
            for (int d = 0; d < 6; d++) {
                List<Window> windows = windows("doc " + d, 40 + d, 3, 70);
                DocumentScores scores = scorer.score("doc " + d, windows);
                with.add(naive(model, comparison, windows, Sink.WITH));
                without.add(naive(model, comparison, windows, Sink.WITHOUT));
                check(scores.divergence(), with.getLast(), DivergenceTally.WITH, model.heads());
                check(
                        scores.divergence(),
                        without.getLast(),
                        DivergenceTally.WITHOUT,
                        model.heads());
                rows += scores.divergence().rows();
            }
            assertThat(comparison.sums().documents()).isEqualTo(6);
            assertThat(comparison.sums().rows()).isEqualTo(rows);
            same(comparison.sums().mean(DivergenceTally.WITH), mean(with));
            same(comparison.sums().mean(DivergenceTally.WITHOUT), mean(without));
        }
    }

    private static double[][] mean(List<double[][]> units) {
        int heads = units.getFirst().length;
        double[][] mean = new double[heads][heads];
        for (int n = 0; n < heads; n++) {
            for (int m = 0; m < heads; m++) {
                int a = n;
                int b = m;
                mean[n][m] =
                        units.stream()
                                .mapToDouble(u -> u[a][b])
                                .filter(v -> !Double.isNaN(v))
                                .average()
                                .orElse(Double.NaN);
            }
        }
        return mean;
    }

    private static void same(double[][] found, double[][] expected) {
        for (int n = 0; n < expected.length; n++) {
            for (int m = 0; m < n; m++) {
                if (Double.isNaN(expected[n][m])) {
                    assertThat(found[n][m]).isNaN();
                } else {
                    assertThat(found[n][m]).isCloseTo(expected[n][m], within(JSD));
                    assertThat(found[m][n]).isEqualTo(found[n][m]);
                }
            }
        }
    }

    @Test
    void partsCombineToTheSameBitsInAnyOrder() {
        InventedModel model = new InventedModel(3, false);
        try (Workers workers = new Workers(2)) {
            HeadComparison whole = comparison(model, 9, workers);
            List<DivergenceSums> parts = new ArrayList<>();
            for (int d = 0; d < 5; d++) {
                List<Window> windows = windows("doc " + d, 40, 30 + d);
                new DocumentScorer(model, OPTIONS, whole).score("doc " + d, windows);
                HeadComparison part = comparison(model, 9, workers);
                new DocumentScorer(new InventedModel(3, true), OPTIONS, part)
                        .score("doc " + d, windows);
                parts.add(part.sums());
            }
            DivergenceSums combined = new DivergenceSums(model.layers() * model.heads());
            combined.combine(new DivergenceSums(model.layers() * model.heads()));
            for (int d : new int[] {3, 0, 4, 1, 2}) {
                combined.combine(parts.get(d));
            }
            for (int v = 0; v < 2; v++) {
                bits(combined.mean(v), whole.sums().mean(v));
                bits(combined.meanOfHalf(v, 0), whole.sums().meanOfHalf(v, 0));
                bits(combined.meanOfHalf(v, 1), whole.sums().meanOfHalf(v, 1));
            }
            assertThat(combined.rows()).isEqualTo(whole.sums().rows());
        }
    }

    private static void bits(double[][] found, double[][] expected) {
        assertThat(Arrays.deepEquals(found, expected)).isTrue();
    }

    @Test
    void windowsOfTwoTokensGiveNothingToCompare() {
        InventedModel model = new InventedModel(3, false);
        try (Workers workers = new Workers(1)) {
            HeadComparison comparison = comparison(model, 9, workers);
            DocumentScores scores =
                    new DocumentScorer(model, OPTIONS, comparison).score("d", windows("d", 2));
            assertThat(scores.divergence()).isEqualTo(HeadDivergence.NONE);
            assertThat(scores.divergence().specialization(0, 0)).isNaN();
            assertThat(scores.divergence().within(0, 0)).isNaN();
            assertThat(comparison.sums().documents()).isZero();
            assertThat(comparison.sums().mean(0)[1][0]).isNaN();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 120", "2, 256"})
    void headsOfStories260K(int threads, int length) throws IOException {
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"));
                Workers workers = new Workers(threads)) {
            int[] ids = new SplittableRandom(length).ints(length, 3, 512).toArray();
            ids[0] = 1;
            List<Window> windows = List.of(new Window("golden", 0, ids, true));
            TransformerPass pass =
                    new TransformerPass(
                            new Transformer(model.config(), model.weights()), workers, length);
            HeadComparison comparison = comparison(pass, 4, workers);
            DocumentScores scores =
                    new DocumentScorer(pass, OPTIONS, comparison).score("golden", windows);
            for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
                int v = sink == Sink.WITH ? DivergenceTally.WITH : DivergenceTally.WITHOUT;
                double[][] pairs = naive(pass, comparison, windows, sink);
                check(scores.divergence(), pairs, v, pass.heads());
                same(comparison.sums().mean(v), pairs);
                assertThat(pairs[1][0]).isBetween(0.001, 0.999);
            }
        }
    }

    @Test
    void rowScoresAreTheFiguresOfSingleRows() {
        InventedModel model = new InventedModel(5, false);
        TokenClasses classes =
                TokenClasses.of(TokenClasses.Kind.PUNCTUATION, TokenClasses.Kind.NEWLINE);
        Window window = windows("row scores", 50).getFirst();
        RowScores scores = new RowScores(window.ids(), classes);
        double[][][][] a = attention(model, window.ids());
        int compared = 0;
        for (int h = 0; h < model.heads(); h++) {
            NaiveScores naive =
                    new NaiveScores(a[0][h], window.ids(), window.ids(), classes, 50, 1);
            for (int i = 2; i < 50; i++) {
                double rest = 0;
                float[] row = new float[i + 1];
                for (int j = 0; j <= i; j++) {
                    row[j] = (float) a[0][h][i][j];
                    rest += j > 0 ? a[0][h][i][j] : 0;
                }
                float[] found = scores.of(row, rest < 1e-6 ? 0 : (float) (1 / rest));
                for (int f = 0; f < found.length; f++) {
                    double expected = naive.valueOfRow(RowScores.FIGURES.get(f), i);
                    if (Double.isNaN(expected)) {
                        assertThat(found[f]).as("%s %d", RowScores.FIGURES.get(f), i).isNaN();
                    } else {
                        compared++;
                        assertThat((double) found[f])
                                .as("%s %d", RowScores.FIGURES.get(f), i)
                                .isCloseTo(expected, within(1e-5 + 1e-5 * expected));
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    @Test
    void candidatesAreTheFirstWindowsOfTheUnitsChosen() {
        InventedModel model = new InventedModel(5, true);
        ExampleCandidates candidates =
                new ExampleCandidates(
                        new HashSet<>(Set.of("a", "c", "absent")), TokenClasses.none(), 14);
        try (Workers workers = new Workers(1)) {
            HeadComparison comparison =
                    new HeadComparison(2, 7, 9, workers, Optional.of(candidates));
            for (String id : List.of("c", "b", "a")) {
                new DocumentScorer(model, OPTIONS, comparison).score(id, windows(id, 60, 60));
            }
            for (int n = 0; n < 14; n++) {
                List<ExampleCandidates.Row> rows = candidates.rows(n);
                assertThat(rows)
                        .extracting(ExampleCandidates.Row::unit)
                        .containsExactly("a", "a", "a", "a", "c", "c", "c", "c");
                for (ExampleCandidates.Row row : rows) {
                    assertThat(row.window().index()).isZero();
                    double[] full = attention(model, row.window().ids())[n / 7][n % 7][row.query()];
                    int[] order =
                            java.util.stream.IntStream.rangeClosed(0, row.query())
                                    .boxed()
                                    .sorted((x, y) -> Double.compare(full[y], full[x]))
                                    .mapToInt(x -> x)
                                    .limit(ExampleCandidates.KEYS)
                                    .toArray();
                    assertThat(row.keys()).hasSameSizeAs(order);
                    for (int k = 0; k < order.length; k++) {
                        assertThat((double) row.weights()[k])
                                .isCloseTo(full[order[k]], within(1e-6));
                        assertThat((double) row.weights()[k])
                                .isCloseTo(full[row.keys()[k]], within(1e-6));
                    }
                }
            }
        }
        assertThat(new RowSampleTally(3).row(0)).isEmpty();
    }
}
