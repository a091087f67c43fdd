package dev.headlight.model.wired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.wired.WiredModel.Head;
import dev.headlight.text.Document;
import dev.headlight.text.StoryGrammar;
import dev.headlight.text.story.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each head does what it was wired for, by the definitions' scores done naively, and nothing else. */
class WiredModelTest {

    private static final OpenModel MODEL = WiredModel.open();
    private static final Tokenizer WORDS = Objects.requireNonNull(MODEL.tokenizer());

    /** A window and the attention of every head over it. */
    private static final class Window implements AttentionHook {

        final int[] x;
        final double[][][][] a; // [layer][head][i][j]

        Window(int[] ids) {
            x = ids;
            int heads = MODEL.config().nHeads();
            a = new double[MODEL.config().nLayers()][heads][ids.length][ids.length];
            try (Workers workers = new Workers(1)) {
                RunState state = new RunState(MODEL.config(), ids.length);
                new Transformer(MODEL.config(), MODEL.weights()).forward(ids, state, workers, this);
            }
        }

        @Override
        public Rows open(int layer, int head, int range, int firstRow, int endRow) {
            return new Rows() {
                @Override
                public void accept(AttentionTile tile) {
                    for (int r = 0; r < tile.rows(); r++) {
                        int i = tile.firstRow() + r;
                        for (int j = 0; j <= i; j++) {
                            a[layer][head][i][j] =
                                    (double) tile.weights()[tile.offset(r) + j] * tile.scale(r);
                        }
                    }
                }

                @Override
                public void close() {}
            };
        }

        double[][] of(Head head) {
            return a[head.layer()][head.head()];
        }
    }

    private static int[] begun(IntStream ids) {
        return IntStream.concat(IntStream.of(WORDS.bos().orElseThrow()), ids).toArray();
    }

    /** Begin token, then any words, some of which come again. */
    private static Window randomText(long seed) {
        Random random = new Random(seed);
        return new Window(
                begun(IntStream.range(0, 255).map(i -> 2 + random.nextInt(WORDS.vocab() - 2))));
    }

    /** Begin token, then K distinct words R times. */
    private static int[] repeats(long seed, int k, int r) {
        List<Integer> ids = new ArrayList<>(IntStream.range(2, WORDS.vocab()).boxed().toList());
        Collections.shuffle(ids, new Random(seed));
        return begun(IntStream.range(0, k * r).map(i -> ids.get(i % k)));
    }

    private static int[] story(Document document) {
        return begun(Arrays.stream(WORDS.encode(Objects.requireNonNull(document.text()))));
    }

    private static boolean sign(int id) {
        return !WORDS.special(id) && Prose.sign(WORDS.piece(id));
    }

    private static double previousToken(double[][] a) {
        return IntStream.range(1, a.length).mapToDouble(i -> a[i][i - 1]).average().orElseThrow();
    }

    private static double duplicateToken(Window w, double[][] a) {
        return IntStream.range(1, a.length)
                .filter(i -> IntStream.range(0, i).anyMatch(j -> w.x[j] == w.x[i]))
                .mapToDouble(
                        i ->
                                IntStream.range(0, i)
                                        .filter(j -> w.x[j] == w.x[i])
                                        .mapToDouble(j -> a[i][j])
                                        .sum())
                .average()
                .orElseThrow();
    }

    private static double inductionEntry(double[][] a, int k) {
        return IntStream.range(k + 1, a.length)
                .mapToDouble(i -> a[i][i - k + 1])
                .average()
                .orElseThrow();
    }

    private static double alpha0(double[][] a) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i][0]).average().orElseThrow();
    }

    private static double locality8(double[][] a) {
        return IntStream.range(1, a.length)
                .mapToDouble(i -> Arrays.stream(a[i], Math.max(0, i - 7), i + 1).sum())
                .average()
                .orElseThrow();
    }

    /** Attention to signs over what uniform attention gives them. */
    private static double punctuationTimesUniform(Window w, double[][] a) {
        double given = 0;
        double uniform = 0;
        for (int i = 1; i < a.length; i++) {
            for (int j = 1; j <= i; j++) {
                if (sign(w.x[j])) {
                    given += a[i][j];
                    uniform += 1.0 / (i + 1);
                }
            }
        }
        return given / uniform;
    }

    private static double farthestFromUniform(double[][] a) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                most = Math.max(most, Math.abs(a[i][j] - 1.0 / (i + 1)));
            }
        }
        return most;
    }

    @Test
    void everyHeadHasOneRole() {
        assertThat(WiredModel.heads())
                .hasSize(MODEL.config().nLayers() * MODEL.config().nHeads())
                .extracting(Head::layer, Head::head)
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyPreviousTokenHeadsAttendToTheTokenBefore() {
        for (long seed = 0; seed < 3; seed++) {
            Window w = randomText(seed);
            for (Head head : WiredModel.heads()) {
                double[][] a = w.of(head);
                if (head.role().equals("previous token")) {
                    assertThat(IntStream.range(1, a.length).mapToDouble(i -> a[i][i - 1]).min())
                            .hasValueCloseTo(1.0, offset(1e-3));
                } else {
                    assertThat(previousToken(a)).as("%s", head).isLessThan(0.3);
                }
            }
        }
    }

    @Test
    void onlyDuplicateTokenHeadsAttendToTheSameToken() {
        for (long seed = 0; seed < 3; seed++) {
            Window w = randomText(seed);
            for (Head head : WiredModel.heads()) {
                double score = duplicateToken(w, w.of(head));
                if (head.role().equals("duplicate token")) {
                    assertThat(score).isGreaterThan(0.9);
                } else {
                    assertThat(score).as("%s", head).isLessThan(0.2);
                }
            }
        }
    }

    @Test
    void onlyInductionHeadsFindWhatFollowedTheEarlierCopy() {
        Window twice = new Window(repeats(1, 50, 2));
        Window thrice = new Window(repeats(2, 50, 3));
        for (Head head : WiredModel.heads()) {
            double entry = inductionEntry(twice.of(head), 50);
            double[] last = thrice.of(head)[150];
            if (head.role().equals("induction")) {
                assertThat(entry).isGreaterThan(0.95);
                assertThat(last[51] + last[101]).isGreaterThan(0.95);
                assertThat(last[51]).isBetween(0.45, 0.55);
            } else {
                assertThat(entry).as("%s", head).isLessThan(0.1);
            }
        }
    }

    @Test
    void onlySinkHeadsAttendToKey0() {
        for (Window w :
                List.of(
                        randomText(4),
                        new Window(story(StoryGrammar.document(1, 0, 0))),
                        new Window(repeats(5, 50, 2)))) {
            for (Head head : WiredModel.heads()) {
                double[][] a = w.of(head);
                if (head.role().equals("sink")) {
                    assertThat(IntStream.range(0, a.length).mapToDouble(i -> a[i][0]).min())
                            .hasValueCloseTo(1.0, offset(0.02));
                    // what is left over is enough to be read without the sink
                    assertThat(1 - a[a.length - 1][0]).isGreaterThan(1e-4);
                } else {
                    assertThat(alpha0(a)).as("%s", head).isLessThan(0.15);
                }
            }
        }
    }

    @Test
    void onlyPunctuationHeadsPreferSigns() {
        for (Document document : StoryGrammar.documents(9, 5, 0)) {
            Window w = new Window(story(document));
            for (Head head : WiredModel.heads()) {
                double times = punctuationTimesUniform(w, w.of(head));
                if (head.role().equals("punctuation")) {
                    assertThat(times).isGreaterThan(3.5);
                } else {
                    assertThat(times).as("%s", head).isLessThan(2);
                }
            }
        }
    }

    @Test
    void localHeadsDecayAndOnlyPointedOnesAreAsLocal() {
        Window w = randomText(6);
        for (Head head : WiredModel.heads()) {
            double[][] a = w.of(head);
            switch (head.role()) {
                case "local" -> {
                    assertThat(locality8(a)).isGreaterThan(0.95);
                    assertThat(previousToken(a)).isBetween(0.2, 0.3);
                    for (int d = 1; d < 8; d++) {
                        assertThat(a[200][200 - d] / a[200][200 - d + 1])
                                .isCloseTo(Math.exp(-0.5), offset(1e-3));
                    }
                }
                case "previous token" -> assertThat(locality8(a)).isGreaterThan(0.95);
                default -> assertThat(locality8(a)).as("%s", head).isLessThan(0.3);
            }
        }
    }

    @Test
    void broadHeadsAreUniformAndNoOthersAre() {
        Window w = new Window(story(StoryGrammar.document(3, 1, 0)));
        for (Head head : WiredModel.heads()) {
            double away = farthestFromUniform(w.of(head));
            if (head.role().equals("broad")) {
                assertThat(away).as("%s", head).isLessThan(1e-6);
            } else {
                assertThat(away).as("%s", head).isGreaterThan(0.1);
            }
        }
    }

    /** A head that finds nothing must not look like a sink or a pointer: its attention is spread. */
    @Test
    void headsThatFindNothingSpread() {
        Window w = new Window(repeats(8, 200, 1));
        for (Head head : WiredModel.heads()) {
            if (head.role().equals("induction") || head.role().equals("duplicate token")) {
                double[] row = w.of(head)[200];
                double entropy =
                        Arrays.stream(row, 0, 201)
                                .filter(p -> p > 0)
                                .map(p -> -p * Math.log(p))
                                .sum();
                assertThat(entropy / Math.log(201)).as("%s", head).isGreaterThan(0.8);
                assertThat(Arrays.stream(row).max().orElseThrow()).isLessThan(0.05);
            }
        }
    }

    private static double[] losses(int[] ids) {
        int[] positions = IntStream.range(0, ids.length - 1).toArray();
        double[] nll = new double[positions.length];
        try (Workers workers = new Workers(1)) {
            RunState state = new RunState(MODEL.config(), ids.length);
            Transformer transformer = new Transformer(MODEL.config(), MODEL.weights());
            transformer.forward(ids, state, workers, null);
            transformer.losses(ids, state, positions, nll, workers);
        }
        return nll;
    }

    @Test
    void whatWasHeardOnceIsForetold() {
        double[] nll = losses(repeats(3, 50, 2));
        double first = Arrays.stream(nll, 0, 50).average().orElseThrow();
        double second = Arrays.stream(nll, 51, 100).average().orElseThrow();
        assertThat(first).isCloseTo(Math.log(WORDS.vocab()), offset(0.5));
        assertThat(second).isLessThan(0.5);
        double songs = 0;
        double stories = 0;
        for (int n = 0; n < 10; n++) {
            songs +=
                    Arrays.stream(losses(story(StoryGrammar.document(2, n, 1))))
                            .average()
                            .orElseThrow();
            stories +=
                    Arrays.stream(losses(story(StoryGrammar.document(2, n, 0))))
                            .average()
                            .orElseThrow();
        }
        assertThat(songs / 10).isLessThan(2);
        assertThat(stories / 10).isLessThan(Math.log(WORDS.vocab()));
    }

    @Test
    void isTheSameEveryTime() {
        try (OpenModel again = WiredModel.open()) {
            assertThat(again.fingerprint()).isEqualTo(MODEL.fingerprint()).hasSize(64);
            assertThat(again.config().vocab()).isEqualTo(WORDS.vocab());
            assertThat(again.storage()).containsExactly(Map.entry("F32", 4 * again.parameters()));
            assertThat(again.parameters()).isGreaterThan(1_000_000);
        }
    }
}
