package dev.headlight.analysis.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A point's figures against the definitions, written once more from full attention matrices. */
class CompactAnalysisTest {

    private static final ModelConfig CONFIG =
            new ModelConfig(
                    "llama",
                    3,
                    2,
                    1,
                    32,
                    16,
                    48,
                    90,
                    66,
                    ModelConfig.Normalization.RMS_NORM,
                    1e-5f,
                    new ModelConfig.RotaryPositions(
                            16,
                            false,
                            new float[] {1, 0.5f, 0.2f, 0.1f, 0.05f, 0.02f, 0.01f, 0.005f},
                            1),
                    ModelConfig.Activation.SILU,
                    true,
                    true,
                    0.4f);
    private static final ModelWeights WEIGHTS = RandomInitialization.of(CONFIG, 8);

    private static int[][] windows(int... lengths) {
        SplittableRandom random = new SplittableRandom(3);
        int[][] windows = new int[lengths.length][];
        for (int n = 0; n < lengths.length; n++) {
            windows[n] = random.ints(lengths[n], 0, CONFIG.vocab()).toArray();
        }
        return windows;
    }

    /** One window: its attention {@code a[layer][head][i][j]}, and the loss of each position but the first. */
    private record Seen(double[][][][] a, double[] loss) {

        static Seen of(int[] ids, Workers workers) {
            int T = ids.length;
            double[][][][] a = new double[CONFIG.nLayers()][CONFIG.nHeads()][T][T];
            AttentionHook hook =
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
                            };
            Transformer transformer = new Transformer(CONFIG, WEIGHTS);
            RunState state = new RunState(CONFIG, T);
            transformer.forward(ids, state, workers, hook);
            double[] loss = new double[T - 1];
            transformer.losses(ids, state, IntStream.range(0, T - 1).toArray(), loss, workers);
            return new Seen(a, loss);
        }

        /** Mean of {@code A[i,j(i)]} over rows from {@code first}, key 0 dropped and the rest renormalised. */
        double without(int layer, int head, int first, int back) {
            double[][] rows = a[layer][head];
            double sum = 0;
            for (int i = first; i < rows.length; i++) {
                double rest = 0;
                for (int j = 1; j <= i; j++) {
                    rest += rows[i][j];
                }
                sum += rows[i][i - back] / rest;
            }
            return sum / (rows.length - first);
        }

        /** {@code alpha_0} over the first rows. */
        double alpha(int layer, int head, int rows) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += a[layer][head][i][0];
            }
            return sum / rows;
        }

        /** Mean loss of the tokens at positions from {@code from} to below {@code to}. */
        double loss(int from, int to) {
            double sum = 0;
            for (int position = from; position < to; position++) {
                sum += loss[position - 1];
            }
            return sum / (to - from);
        }
    }

    @Test
    void aPointHoldsTheFiguresOfTheDefinitions() {
        int[][] ids = windows(66, 66, 66, 66, 66);
        RepeatPlan plan = RepeatPlan.draw(CONFIG.vocab(), null, CONFIG.context(), 50, 2, 4, 7);
        assertThat(plan.k()).isEqualTo(33);
        try (Workers workers = new Workers(2)) {
            TimelinePoint point = new CompactAnalysis(CONFIG, ids, plan, workers).at(70, WEIGHTS);
            double loss = 0;
            double icl = 0;
            double sinks = 0;
            double[][] previous = new double[3][2];
            double[][] alpha = new double[3][2];
            for (int[] window : ids) {
                Seen seen = Seen.of(window, workers);
                loss += seen.loss(1, 66) / ids.length;
                // 66 tokens: the late position is T - 12, the early one T / 10.
                icl += (seen.loss(54, 55) - seen.loss(6, 7)) / ids.length;
                for (int l = 0; l < 3; l++) {
                    for (int h = 0; h < 2; h++) {
                        previous[l][h] += seen.without(l, h, 2, 1) / ids.length;
                        alpha[l][h] += seen.alpha(l, h, 66) / ids.length;
                        sinks += seen.alpha(l, h, 64) > 0.3 ? 1.0 / 6 / ids.length : 0;
                    }
                }
            }
            double first = 0;
            double later = 0;
            double[][] induction = new double[3][2];
            for (int[] sequence : plan.sequences()) {
                Seen seen = Seen.of(sequence, workers);
                first += seen.loss(1, 33) / 4;
                later += seen.loss(33, 66) / 4;
                for (int l = 0; l < 3; l++) {
                    for (int h = 0; h < 2; h++) {
                        induction[l][h] += seen.without(l, h, 33, 32) / 4;
                    }
                }
            }
            assertThat(point.step()).isEqualTo(70);
            assertThat(point.loss()).isCloseTo(loss, within(1e-5));
            assertThat(point.icl()).isCloseTo(icl, within(1e-5));
            assertThat(point.sinkRate()).isCloseTo(sinks, within(1e-9));
            assertThat(point.lossFirst()).isCloseTo(first, within(1e-5));
            assertThat(point.lossLater()).isCloseTo(later, within(1e-5));
            for (int l = 0; l < 3; l++) {
                for (int h = 0; h < 2; h++) {
                    assertThat(point.previousToken()[l][h]).isCloseTo(previous[l][h], within(1e-5));
                    assertThat(point.alpha0()[l][h]).isCloseTo(alpha[l][h], within(1e-5));
                    assertThat(point.inductionEntry()[l][h])
                            .isCloseTo(induction[l][h], within(1e-5));
                }
            }
        }
    }

    @Test
    void theFiguresDoNotDependOnThreads() {
        TimelinePoint[] points = new TimelinePoint[2];
        for (int threads : new int[] {1, 3}) {
            try (Workers workers = new Workers(threads)) {
                points[threads / 2] =
                        CompactAnalysis.of(CONFIG, windows(66, 20, 2), null, 5, workers)
                                .at(1, WEIGHTS);
            }
        }
        assertThat(points[1]).usingRecursiveComparison().isEqualTo(points[0]);
        assertThat(points[0].sinkRate()).as("of the one window that has 64 tokens").isNotNaN();
    }

    @Test
    void theBasisNamesWhatAPointRestsOn() {
        try (Workers workers = new Workers(1)) {
            CompactAnalysis compact = CompactAnalysis.of(CONFIG, windows(66, 66), null, 5, workers);
            assertThat(compact.basis())
                    .contains("2 held-out windows of up to 66 tokens")
                    .contains("10 random repeats (33 tokens, 2 times)")
                    .contains("token 54 minus the loss at token 6");
            assertThatThrownBy(() -> CompactAnalysis.of(CONFIG, new int[0][], null, 5, workers))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
