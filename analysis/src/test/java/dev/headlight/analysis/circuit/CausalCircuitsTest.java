package dev.headlight.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.circuit.EntryRuns.Ablation;
import dev.headlight.analysis.results.FeedingHead;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.InductionPath;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.IntervenedPass;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import dev.headlight.model.intervention.RecordedPatterns;
import dev.headlight.model.wired.WiredModel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What needs the model to run again: the path of induction and the importances by gradient. */
class CausalCircuitsTest {

    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @Test
    void eachAblationIsThatOfAWholeRun() {
        ModelConfig config = SmallModels.llama();
        Transformer transformer = new Transformer(config, SmallModels.weights(config, 6));
        RepeatPlan plan = RepeatPlan.draw(config.vocab(), null, 24, 10, 2, 4, 1);
        List<EntryHook.Head> watched = List.of(new EntryHook.Head(2, 1), new EntryHook.Head(1, 3));
        EntryRuns runs = new EntryRuns(transformer, WORKERS, plan, watched, 3);
        long[] told = new long[1];
        assertThat(runs.run(n -> told[0] = n, () -> false)).isTrue();
        assertThat(runs.run(n -> {}, () -> true)).isFalse();
        assertThat(told[0]).isEqualTo(EntryRuns.layerTokens(config, 2, 20, 3));
        for (int s = 0; s < 3; s++) {
            int[] ids = plan.sequences().get(s);
            double[] clean = entries(transformer, ids, plan, watched, Interventions.NONE);
            for (int l = 0; l < 2; l++) {
                for (int h = 0; h < config.nHeads(); h++) {
                    double[] zero =
                            entries(
                                    transformer,
                                    ids,
                                    plan,
                                    watched,
                                    Interventions.NONE.with(l, h, new Intervention.Zero()));
                    double[] mean =
                            entries(
                                    transformer,
                                    ids,
                                    plan,
                                    watched,
                                    Interventions.NONE.with(
                                            l,
                                            h,
                                            new Intervention.Constant(
                                                    mean(transformer, plan, l, h))));
                    for (int n = 0; n < watched.size(); n++) {
                        assertThat(runs.clean(n)[s]).isCloseTo(clean[n], within(1e-6));
                        if (l < watched.get(n).layer()) {
                            assertThat(runs.change(Ablation.ZERO, l, h, n)[s])
                                    .isCloseTo(zero[n] - clean[n], within(1e-6));
                            assertThat(runs.change(Ablation.MEAN, l, h, n)[s])
                                    .isCloseTo(mean[n] - clean[n], within(1e-5));
                        } else {
                            assertThat(runs.change(Ablation.ZERO, l, h, n)[s]).isNaN();
                        }
                    }
                }
            }
        }
    }

    /** Mean of {@code A[i, i - K + 1]} over the second copy, by the whole matrix. */
    private static double[] entries(
            Transformer transformer,
            int[] ids,
            RepeatPlan plan,
            List<EntryHook.Head> watched,
            Interventions interventions) {
        RecordedPatterns recorded = new RecordedPatterns(transformer.config(), ids.length);
        RunState state = new RunState(transformer.config(), ids.length);
        IntervenedPass.forward(transformer, ids, state, WORKERS, recorded, interventions);
        return watched.stream()
                .mapToDouble(
                        w -> {
                            double sum = 0;
                            for (int i = plan.start() + plan.k(); i < ids.length; i++) {
                                sum += recorded.weight(w.layer(), w.head(), i, i - plan.k() + 1);
                            }
                            return sum / plan.k();
                        })
                .toArray();
    }

    /** The mean output of a head over the first three sequences. */
    private static float[] mean(Transformer transformer, RepeatPlan plan, int layer, int head) {
        int d = transformer.config().dHead();
        double[] sums = new double[d];
        int rows = 0;
        for (int[] ids : plan.sequences().subList(0, 3)) {
            RunState state = new RunState(transformer.config(), ids.length);
            transformer.embed(ids, state);
            for (int l = 0; l < layer; l++) {
                transformer.layer(l, state, WORKERS, null);
            }
            transformer.attend(layer, state, WORKERS, null);
            for (int t = 0; t < ids.length; t++, rows++) {
                for (int e = 0; e < d; e++) {
                    sums[e] += state.attended()[(t * transformer.config().nHeads() + head) * d + e];
                }
            }
        }
        float[] mean = new float[d];
        for (int e = 0; e < d; e++) {
            mean[e] = (float) (sums[e] / rows);
        }
        return mean;
    }

    @Test
    void thePathOfTheWiredModelIsItsWiring() {
        try (OpenModel model = WiredModel.open()) {
            ModelConfig config = model.config();
            RepeatPlan repeats =
                    RepeatPlan.draw(config.vocab(), model.tokenizer(), 256, 50, 2, 6, 1);
            InductionPaths.Plan plan =
                    InductionPaths.plan(config, repeats, List.of(new HeadScore(1, 0, 1)));
            assertThat(plan.sequences()).isEqualTo(6);
            ModelWeights random = RandomInitialization.of(config, 1, WORKERS);
            InductionPath path =
                    InductionPaths.follow(
                                    plan,
                                    new Transformer(config, model.weights()),
                                    WORKERS,
                                    repeats,
                                    ComposedHeads.of(WORKERS, config, model.weights(), random),
                                    new double[][] {{0.99, 0, 0, 0}},
                                    new boolean[][] {{true, false, false, false}},
                                    1,
                                    200,
                                    n -> {},
                                    () -> false)
                            .getFirst();
            assertThat(path.entry()).isGreaterThan(0.9);
            assertThat(path.feeding()).hasSize(1);
            FeedingHead feeding = path.feeding().getFirst();
            assertThat(feeding.layer()).isZero();
            assertThat(feeding.head()).isZero();
            assertThat(feeding.meanHigh()).isLessThan(-0.8 * path.entry());
            assertThat(feeding.zeroChange()).isLessThan(-0.8 * path.entry());
            assertThat(feeding.keyRank()).isEqualTo(1);
            assertThat(feeding.isPreviousToken()).isTrue();
            assertThat(CircuitSentences.of(path))
                    .startsWith("L1H0 (induction_entry ")
                    .contains("is fed by L0H0, a previous-token head (0.99)")
                    .contains("by K-composition it is number 1 of 4");
        }
    }

    @Test
    void importanceIsTheMeanSizeOverWindowsAndFindsTheWiring() {
        try (OpenModel model = WiredModel.open()) {
            ModelConfig config = model.config();
            RepeatPlan repeats =
                    RepeatPlan.draw(config.vocab(), model.tokenizer(), 256, 50, 2, 3, 1);
            Window a = new Window("a", 0, new int[] {4, 9, 7, 4, 9, 7, 5}, false);
            Window b = new Window("a", 1, new int[] {5, 6, 5, 6}, false);
            Window c = new Window("c", 0, new int[] {11, 12, 13, 11, 12}, false);
            long[] told = new long[1];
            HeadImportance importance =
                    Objects.requireNonNull(
                            HeadImportance.of(
                                    config,
                                    model.weights(),
                                    WORKERS,
                                    List.of(List.of(a, b), List.of(c)),
                                    repeats,
                                    n -> told[0] = n,
                                    () -> false));
            assertThat(told[0]).isEqualTo(7 + 4 + 5 + 3 * 101);
            assertThat(
                            HeadImportance.of(
                                    config,
                                    model.weights(),
                                    WORKERS,
                                    List.of(List.of(a, b), List.of(c)),
                                    repeats,
                                    n -> {},
                                    () -> told[0] > 0))
                    .isNull();
            GateGradients gradients = new GateGradients(config, model.weights(), WORKERS);
            double ofA = gradients.of(a.ids(), 6)[1][0];
            double ofB = gradients.of(b.ids(), 3)[1][0];
            assertThat(importance.text()[0][1][0])
                    .isEqualTo((Math.abs(ofA) + Math.abs(ofB)) / 2, within(1e-12));
            double[][] onRepeats = importance.onRepeats();
            assertThat(HeadScore.strongest(onRepeats).name()).isEqualTo("L1H0");
            assertThat(HeadScore.strongestBelow(onRepeats, 1).name()).isEqualTo("L0H0");
            assertThat(onRepeats[0][1]).isZero(); // it writes nothing
        }
    }

    @Test
    void plansAreArithmetic() {
        ModelConfig config = SmallModels.llama();
        RepeatPlan repeats = RepeatPlan.draw(config.vocab(), null, 24, 10, 2, 20, 1);
        List<HeadScore> found =
                List.of(
                        new HeadScore(2, 0, 0.9),
                        new HeadScore(0, 0, 0.8), // no layer before it
                        new HeadScore(1, 1, 0.7),
                        new HeadScore(2, 1, 0.6),
                        new HeadScore(2, 2, 0.5),
                        new HeadScore(2, 3, 0.4));
        InductionPaths.Plan plan = InductionPaths.plan(config, repeats, found);
        assertThat(plan.heads())
                .extracting(HeadScore::name)
                .containsExactly("L2H0", "L1H1", "L2H1", "L2H2");
        assertThat(plan.leftOut()).isEqualTo(2);
        assertThat(plan.sequences()).isEqualTo(20);
        assertThat(InductionPaths.plan(config, repeats, List.of()).heads()).isEmpty();
    }
}
