package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.TokenClasses.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure of a document against its definition computed from full matrices. */
class DocumentScorerTest {

    private static final int VOCAB = 12;
    private static final int SINK_LENGTH = 16;
    private static final TokenClasses CLASSES =
            TokenClasses.of(
                    Kind.SPECIAL,
                    Kind.PUNCTUATION,
                    Kind.NEWLINE,
                    Kind.ORDINARY,
                    Kind.PUNCTUATION,
                    Kind.SPECIAL);

    private static ScoringOptions options(boolean everyDistance) {
        BitSet even = new BitSet();
        even.set(6);
        even.set(8);
        BitSet rare = new BitSet();
        rare.set(VOCAB + 5); // never seen
        BitSet one = new BitSet();
        one.set(3);
        return new ScoringOptions(
                CLASSES,
                new MatchedTokenSets(List.of(even, rare, one), 0, new long[3]),
                LossPositions.forLength(60, 3),
                7,
                SINK_LENGTH,
                5,
                everyDistance);
    }

    private static List<Window> windows(String lengths) {
        List<Window> windows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(lengths.hashCode());
        for (String length : lengths.split(" ", -1)) {
            int[] ids = random.ints(Integer.parseInt(length), 0, VOCAB).toArray();
            windows.add(new Window("doc", windows.size(), ids, windows.size() % 2 == 0));
        }
        return windows;
    }

    private static NaiveScores naive(Window window, ScoringOptions options, double[][] scores) {
        return new NaiveScores(
                NaiveScores.softmax(scores),
                window.ids(),
                DocumentScorer.shuffled(window, options.seed()),
                CLASSES,
                SINK_LENGTH,
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "5", "13", "16", "31", "70", "37 65", "100 2 17"})
    void figuresAreTheirDefinitions(String lengths) {
        List<Window> windows = windows(lengths);
        InventedModel model = new InventedModel(lengths.length(), false);
        ScoringOptions options = options(true);
        DocumentScores scores = new DocumentScorer(model, options).score("doc", windows);
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int head = 0; head < model.heads(); head++) {
                List<NaiveScores> naive = new ArrayList<>();
                for (Window window : windows) {
                    naive.add(naive(window, options, model.scores(window.ids(), layer, head)));
                }
                checkFigures(scores, layer, head, naive);
                checkMatched(scores, layer, head, naive, options);
                checkDecay(scores, layer, head, naive);
            }
        }
    }

    private static void checkFigures(
            DocumentScores scores, int layer, int head, List<NaiveScores> naive) {
        for (Figure figure : Figure.values()) {
            if (figure.onRepeats() || figure.id().equals("special_mass_matched")) {
                continue;
            }
            List<Double> rows = new ArrayList<>();
            naive.forEach(n -> rows.addAll(n.values(figure)));
            String what = figure + " of " + layer + "." + InventedModel.HEADS.get(head);
            assertThat(scores.rows(figure, layer, head)).as(what).isEqualTo(rows.size());
            same(what, scores.value(figure, layer, head), mean(rows), tolerance(figure.id()));
        }
        long skipped = 0;
        for (NaiveScores n : naive) {
            for (int i = 1; i < n.T(); i++) {
                skipped += n.row(i, Sink.WITHOUT) == null ? 1 : 0;
            }
        }
        assertThat((long) scores.skippedRows()[layer][head]).isEqualTo(skipped);
    }

    private static void checkMatched(
            DocumentScores scores,
            int layer,
            int head,
            List<NaiveScores> naive,
            ScoringOptions options) {
        float[] matched = scores.matched()[layer][head];
        double[] sum = new double[2];
        int sets = options.matched().sets().size();
        for (int set = 0; set < sets; set++) {
            BitSet ids = options.matched().sets().get(set);
            for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
                int v = sink == Sink.WITH ? 0 : 1;
                List<Double> rows = new ArrayList<>();
                for (NaiveScores n : naive) {
                    for (int i = 4; i < n.T(); i += 4) { // the rows that the sets are tallied on
                        double[] row = n.row(i, sink);
                        double mass =
                                row == null
                                        ? Double.NaN
                                        : NaiveScores.special(row, i, v, j -> ids.get(n.ids()[j]));
                        if (!Double.isNaN(mass)) {
                            rows.add(mass);
                        }
                    }
                }
                same("set " + set, matched[2 * set + v], mean(rows), 1e-5);
                sum[v] += rows.isEmpty() ? 0 : mean(rows);
            }
        }
        double with = scores.value(Figure.SPECIAL_MASS_MATCHED, layer, head);
        if (!Double.isNaN(with)) { // the set that is never seen does not count
            int seen = 0;
            for (int set = 0; set < sets; set++) {
                seen += Float.isNaN(matched[2 * set]) ? 0 : 1;
            }
            assertThat(with).isCloseTo(sum[0] / seen, within(1e-5));
        }
    }

    private static void checkDecay(
            DocumentScores scores, int layer, int head, List<NaiveScores> naive) {
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            int first = sink == Sink.WITH ? 0 : 1;
            Decay decay = scores.decay(sink);
            float[][][] byDistance = Objects.requireNonNull(decay.byDistance());
            int longest = naive.stream().mapToInt(NaiveScores::T).max().orElseThrow();
            double[] mass = new double[longest];
            double[] uniform = new double[longest];
            int[] rows = new int[longest];
            for (NaiveScores n : naive) {
                for (int i = 0; i < n.T(); i++) {
                    double[] row = n.row(i, sink);
                    for (int d = 0; row != null && d <= i - first; d++) {
                        mass[d] += row[i - d];
                        uniform[d] += 1.0 / (i + 1 - first);
                        rows[d]++;
                    }
                }
            }
            for (int d = 0; d < longest; d++) {
                same(
                        "P(" + d + ")",
                        byDistance[layer][head][d],
                        rows[d] == 0 ? Double.NaN : mass[d] / rows[d],
                        1e-6);
            }
            for (int bin = 0; bin < decay.bins(); bin++) {
                double p = 0;
                double u = 0;
                int n = 0;
                for (int d = DecayBins.from(bin); d <= DecayBins.to(bin) && d < longest; d++) {
                    p += mass[d];
                    u += uniform[d];
                    n += rows[d];
                }
                assertThat(decay.rows()[layer][head][bin]).as("rows of bin " + bin).isEqualTo(n);
                same("P", decay.attention()[layer][head][bin], n == 0 ? Double.NaN : p / n, 1e-6);
                same("u", decay.uniform()[layer][head][bin], n == 0 ? Double.NaN : u / n, 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "16", "37 65"})
    void nullsAreTheFiguresOfUniformAttention(String lengths) {
        List<Window> windows = windows(lengths);
        DocumentScores scores =
                new DocumentScorer(new InventedModel(1, false), options(false))
                        .score("doc", windows);
        int uniform = InventedModel.Head.UNIFORM.index();
        for (Figure figure : Figure.values()) {
            if (!figure.onRepeats()) {
                same(
                        figure.name(),
                        scores.value(figure, 1, uniform),
                        scores.nullUniform(figure),
                        1e-5);
            }
        }
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            Decay decay = scores.decay(sink);
            for (int bin = 0; bin < decay.bins(); bin++) {
                same(
                        "P/u = 1",
                        decay.attention()[1][uniform][bin],
                        decay.uniform()[1][uniform][bin],
                        1e-6);
            }
        }
    }

    @Test
    void otherSinksAreListedWithTheStrongestFirst() {
        List<Window> windows = windows("40 20 21");
        InventedModel model = new InventedModel(3, false);
        DocumentScores scores = new DocumentScorer(model, options(false)).score("doc", windows);
        int other = InventedModel.Head.OTHER_SINK.index();
        assertThat(scores.otherSinks()).hasSize(4); // 20 tokens leave 15 rows behind position 5
        for (SinkPosition sink : scores.otherSinks()) {
            Window window = windows.get(sink.window());
            assertThat(sink.head()).isEqualTo(other);
            assertThat(sink.position()).isEqualTo(5);
            assertThat(sink.token()).isEqualTo(window.ids()[5]);
            double[][] a =
                    NaiveScores.softmax(model.scores(window.ids(), sink.layer(), sink.head()));
            double sum = 0;
            for (int i = 5; i < a.length; i++) {
                sum += a[i][5];
            }
            assertThat((double) sink.alpha()).isCloseTo(sum / (a.length - 5), within(1e-6));
        }
        assertThat(scores.otherSinks())
                .isSortedAccordingTo((x, y) -> Float.compare(y.alpha(), x.alpha()));
    }

    @Test
    void sinkRateIsTakenWindowByWindow() {
        List<Window> windows = windows("40 15 16");
        InventedModel model = new InventedModel(3, false);
        DocumentScores scores = new DocumentScorer(model, options(false)).score("doc", windows);
        double rates = 0;
        for (int w : new int[] {0, 2}) {
            int sinks = 0;
            for (int l = 0; l < model.layers(); l++) {
                for (int h = 0; h < model.heads(); h++) {
                    double[][] a = NaiveScores.softmax(model.scores(windows.get(w).ids(), l, h));
                    double alpha = 0;
                    for (int i = 0; i < SINK_LENGTH; i++) {
                        alpha += a[i][0] / SINK_LENGTH;
                    }
                    sinks += alpha > 0.3 ? 1 : 0;
                }
            }
            rates += (double) sinks / (model.layers() * model.heads());
        }
        assertThat(scores.sinkSequences()).isEqualTo(2);
        assertThat(scores.sinkRate()).isCloseTo(rates / 2, within(1e-12));
    }

    @Test
    void lossIsTheMeanOfItsPositionsAndIclOfLongWindowsOnly() {
        DocumentScores scores =
                new DocumentScorer(new InventedModel(3, false), options(false))
                        .score("doc", windows("60 20"));
        double sum = 0;
        int n = 0;
        for (int length : new int[] {60, 20}) {
            for (int p = 1; p < length; p += 3) {
                sum += InventedModel.loss(p);
                n++;
            }
        }
        assertThat(scores.lossPositions()).isEqualTo(n);
        assertThat(scores.loss()).isCloseTo(sum / n, within(1e-9));
        assertThat(scores.icl())
                .isCloseTo(InventedModel.loss(48) - InventedModel.loss(6), within(1e-9));
        assertThat(scores.tokens()).isEqualTo(80);
        assertThat(scores.windows()).isEqualTo(2);
    }

    @Test
    void threadsDoNotChangeABit() {
        List<Window> windows = windows("100 70 37");
        DocumentScores one =
                new DocumentScorer(new InventedModel(5, false), options(true))
                        .score("doc", windows);
        DocumentScores many =
                new DocumentScorer(new InventedModel(5, true), options(true)).score("doc", windows);
        assertThat(many.values()).isDeepEqualTo(one.values());
        assertThat(many.matched()).isDeepEqualTo(one.matched());
        assertThat(many.decay().byDistance()).isDeepEqualTo(one.decay().byDistance());
        assertThat(many.decayWithout().attention()).isDeepEqualTo(one.decayWithout().attention());
        assertThat(many.otherSinks()).isEqualTo(one.otherSinks());
    }

    private static double tolerance(String id) {
        return id.equals("mean_distance") ? 1e-4 : 1e-5;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    private static void same(String what, double value, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            assertThat(value).as(what).isNaN();
        } else {
            assertThat(value).as(what).isCloseTo(expected, within(tolerance));
        }
    }
}
