package dev.headlight.analysis.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.wired.WiredModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ablations on the model wired by hand, whose copying is known, and against the plain way on a random one. */
class AblationsTest {

    private static HeadAddress head(int layer, int head) {
        return new HeadAddress(layer, head);
    }

    private static Trial trial(AblationKind kind, HeadAddress... heads) {
        return new Trial(new HeadSet(Arrays.toString(heads), "asked", List.of(heads)), kind);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    @Test
    void theCopyingOfTheWiredModelNeedsItsTwoHeadsAndNoOther() {
        try (OpenModel model = WiredModel.open();
                Workers workers = new Workers(2)) {
            Transformer transformer = new Transformer(model.config(), model.weights());
            RepeatPlan plan =
                    RepeatPlan.draw(
                            model.config().vocab(),
                            model.tokenizer(),
                            WiredModel.CONTEXT,
                            50,
                            2,
                            10,
                            5);
            LossGround repeats = LossGround.ofRepeats(plan, 10);
            MeanOutputs means = MeanOutputs.of(transformer, repeats, workers);
            List<Trial> trials = new ArrayList<>();
            for (AblationKind kind : AblationKind.values()) {
                trials.add(trial(kind, head(1, 0))); // induction
                trials.add(trial(kind, head(0, 0))); // previous token, which its keys come from
                trials.add(trial(kind, head(0, 3))); // broad
                trials.add(trial(kind, head(2, 1), head(2, 2))); // broad
            }
            Effects effects =
                    new Ablations(transformer, means, workers, () -> false)
                            .run(repeats, trials, -1, more -> {});
            double lnVocab = Math.log(model.config().vocab());
            assertThat(mean(effects.clean())).isLessThan(0.5);
            for (AblationKind kind : AblationKind.values()) {
                int at = trials.indexOf(trial(kind, head(1, 0)));
                assertThat(mean(effects.delta()[at]))
                        .as("%s induction", kind)
                        .isGreaterThan(lnVocab / 2);
                // Its keys come from the previous-token head; where the pattern is kept nothing is
                // lost.
                if (kind == AblationKind.PATTERN) {
                    assertThat(mean(effects.delta()[at + 1])).isEqualTo(0, within(0.05));
                } else {
                    assertThat(mean(effects.delta()[at + 1]))
                            .as("%s previous token", kind)
                            .isGreaterThan(lnVocab / 2);
                }
                assertThat(mean(effects.delta()[at + 2]))
                        .as("%s broad", kind)
                        .isEqualTo(0, within(0.05));
                assertThat(mean(effects.delta()[at + 3]))
                        .as("%s broad", kind)
                        .isEqualTo(0, within(0.05));
            }
        }
    }

    private static ModelConfig config(int dModel) {
        return new ModelConfig(
                "llama",
                3,
                4,
                2,
                dModel,
                8,
                52, // no whole number of vectors
                60,
                64,
                ModelConfig.Normalization.RMS_NORM,
                1e-5f,
                new ModelConfig.RotaryPositions(8, false, new float[] {1, 0.3f, 0.1f, 0.02f}, 1),
                ModelConfig.Activation.SILU,
                true,
                true,
                0.3f);
    }

    private static LossGround ground(int units) {
        SplittableRandom random = new SplittableRandom(6);
        List<String> ids = IntStream.range(0, units).mapToObj(n -> "unit " + n).toList();
        List<List<int[]>> windows = new ArrayList<>();
        for (int u = 0; u < units; u++) {
            List<int[]> own = new ArrayList<>();
            for (int w = 0; w <= u % 3; w++) {
                own.add(random.ints(20 + 5 * (u % 4), 0, 60).toArray());
            }
            windows.add(own);
        }
        return LossGround.ofText(ids, windows, 2);
    }

    /** The plain way: for each trial every window anew, the heads' outputs overwritten between the public steps. */
    @Test
    void everyKindIsWhatTheWholeModelGivesWithItsHeadsOverwritten() {
        Transformer transformer =
                new Transformer(config(32), RandomInitialization.of(config(32), 4));
        LossGround ground = ground(5);
        try (Workers workers = new Workers(2)) {
            float[][][] means = naiveMeans(transformer, ground, workers);
            List<Trial> trials = new ArrayList<>();
            for (AblationKind kind :
                    List.of(AblationKind.ZERO, AblationKind.MEAN, AblationKind.UNIFORM)) {
                trials.add(trial(kind, head(0, 1)));
                trials.add(trial(kind, head(2, 3), head(1, 0), head(1, 2)));
            }
            MeanOutputs made = MeanOutputs.of(transformer, ground, workers);
            Effects effects =
                    new Ablations(transformer, made, workers, () -> false)
                            .run(ground, trials, 2, more -> {});
            for (int l = 0; l < 3; l++) {
                for (int h = 0; h < 4; h++) {
                    for (int e = 0; e < 8; e++) {
                        assertThat((double) made.of(l, h)[e])
                                .isEqualTo(means[l][h][e], within(1e-6));
                    }
                }
            }
            for (int u = 0; u < ground.units().size(); u++) {
                double clean = naive(transformer, ground.units().get(u), null, means, workers);
                assertThat(effects.clean()[u]).isEqualTo(clean, within(1e-9));
                for (int t = 0; t < trials.size(); t++) {
                    double without =
                            naive(
                                    transformer,
                                    ground.units().get(u),
                                    trials.get(t),
                                    means,
                                    workers);
                    assertThat(effects.delta()[t][u])
                            .isEqualTo(without - clean, within(1e-6))
                            .isNotZero();
                }
            }
            assertThat(effects.tokensOf()).isEqualTo(2);
            double sum = 0;
            for (double[] window : effects.tokens()[0]) {
                sum += Arrays.stream(window).sum();
            }
            assertThat(sum / ground.units().get(2).losses())
                    .isEqualTo(effects.clean()[2], within(1e-9));
        }
    }

    private static float[][][] naiveMeans(Transformer transformer, LossGround ground, Workers w) {
        ModelConfig c = transformer.config();
        double[][][] sums = new double[c.nLayers()][c.nHeads()][c.dHead()];
        int rows = 0;
        for (LossGround.Unit unit : ground.units()) {
            for (int[] window : unit.windows()) {
                RunState state = new RunState(c, window.length);
                transformer.embed(window, state);
                for (int l = 0; l < c.nLayers(); l++) {
                    transformer.attend(l, state, w, null);
                    for (int t = 0; t < window.length; t++) {
                        for (int h = 0; h < c.nHeads(); h++) {
                            for (int e = 0; e < c.dHead(); e++) {
                                sums[l][h][e] +=
                                        state.attended()[(t * c.nHeads() + h) * c.dHead() + e];
                            }
                        }
                    }
                    transformer.addAttention(l, state, w);
                    transformer.addFeedForward(l, state, w);
                }
                rows += window.length;
            }
        }
        float[][][] means = new float[c.nLayers()][c.nHeads()][c.dHead()];
        for (int l = 0; l < c.nLayers(); l++) {
            for (int h = 0; h < c.nHeads(); h++) {
                for (int e = 0; e < c.dHead(); e++) {
                    means[l][h][e] = (float) (sums[l][h][e] / rows);
                }
            }
        }
        return means;
    }

    private static double naive(
            Transformer transformer,
            LossGround.Unit unit,
            @Nullable Trial trial,
            float[][][] means,
            Workers workers) {
        ModelConfig c = transformer.config();
        double sum = 0;
        for (int n = 0; n < unit.windows().size(); n++) {
            int[] window = unit.windows().get(n);
            RunState state = new RunState(c, window.length);
            transformer.embed(window, state);
            for (int l = 0; l < c.nLayers(); l++) {
                transformer.attend(l, state, workers, null);
                for (int h = 0; h < c.nHeads() && trial != null; h++) {
                    if (trial.set().heads().contains(head(l, h))) {
                        overwrite(state, c, l, h, trial.kind(), means);
                    }
                }
                transformer.addAttention(l, state, workers);
                transformer.addFeedForward(l, state, workers);
            }
            transformer.finish(state, workers);
            double[] nll = new double[unit.at().get(n).length];
            transformer.losses(window, state, unit.at().get(n), nll, workers);
            sum += Arrays.stream(nll).sum();
        }
        return sum / unit.losses();
    }

    private static void overwrite(
            RunState state, ModelConfig c, int l, int h, AblationKind kind, float[][][] means) {
        for (int t = 0; t < state.tokens(); t++) {
            for (int e = 0; e < c.dHead(); e++) {
                double uniform = 0;
                for (int j = 0; j <= t; j++) {
                    int kv = h / (c.nHeads() / c.nKvHeads());
                    uniform += state.value(l)[(j * c.nKvHeads() + kv) * c.dHead() + e];
                }
                state.attended()[(t * c.nHeads() + h) * c.dHead() + e] =
                        switch (kind) {
                            case ZERO, PATTERN -> 0;
                            case MEAN -> means[l][h][e];
                            case UNIFORM -> (float) (uniform / (t + 1));
                        };
            }
        }
    }

    /** Small models are run a unit a thread, large ones a unit on all: the same either way, and on any number. */
    @Test
    void theSameOnAnyNumberOfThreads() {
        for (int dModel : new int[] {32, 520}) {
            Transformer transformer =
                    new Transformer(config(dModel), RandomInitialization.of(config(dModel), 4));
            LossGround ground = ground(9);
            List<Trial> trials =
                    List.of(
                            trial(AblationKind.ZERO, head(1, 1)),
                            trial(AblationKind.MEAN, head(0, 1), head(2, 0)),
                            trial(AblationKind.PATTERN, head(0, 2)),
                            trial(AblationKind.UNIFORM, head(2, 2)));
            double[][] first = null;
            for (int threads : new int[] {1, 2, 3}) {
                try (Workers workers = new Workers(threads)) {
                    MeanOutputs means = MeanOutputs.of(transformer, ground, workers);
                    Effects effects =
                            new Ablations(transformer, means, workers, () -> false)
                                    .run(ground, trials, -1, more -> {});
                    first = first == null ? effects.delta() : first;
                    assertThat(effects.delta()).isDeepEqualTo(first);
                }
            }
        }
    }

    /** As a cluster runs them: dealt out, sent, run elsewhere on another number of threads, and joined. */
    @Test
    void inAnyNumberOfPartsTheSame() throws Exception {
        Transformer transformer =
                new Transformer(config(32), RandomInitialization.of(config(32), 4));
        List<Trial> trials = new ArrayList<>();
        for (AblationKind kind : AblationKind.values()) {
            trials.add(trial(kind, head(2, 1)));
            trials.add(trial(kind, head(0, 3), head(1, 1)));
            trials.add(trial(kind, head(1, 0)));
        }
        try (Workers workers = new Workers(2);
                Workers one = new Workers(1)) {
            LossGround ground = everyLength();
            MeanOutputs means = MeanOutputs.of(transformer, ground, workers);
            Effects whole =
                    new Ablations(transformer, means, workers, () -> false)
                            .run(ground, trials, 3, more -> {});
            for (int count : new int[] {1, 2, 5, 12, 100}) {
                TrialGround on = copied(new TrialGround(ground, means, 3));
                List<int[]> parts = TrialGround.parts(trials, count);
                assertThat(parts).hasSize(Math.min(count, trials.size()));
                List<TrialGround.Part> done = new ArrayList<>();
                for (int[] part : parts) {
                    List<Trial> some = Arrays.stream(part).mapToObj(trials::get).toList();
                    done.add(copied(on.run(some, transformer, one)));
                }
                Effects joined = on.join(trials, parts, done);
                assertThat(joined.clean()).isEqualTo(whole.clean());
                assertThat(joined.delta()).isDeepEqualTo(whole.delta());
                assertThat(joined.tokensOf()).isEqualTo(3);
                for (int t = 0; t <= trials.size(); t++) {
                    assertThat(joined.tokens()[t]).isDeepEqualTo(whole.tokens()[t]);
                }
            }
        }
    }

    /** Of units of every length from two tokens on, so that parts have few rows to go through a product, and many. */
    private static LossGround everyLength() {
        SplittableRandom random = new SplittableRandom(8);
        List<String> ids = new ArrayList<>();
        List<List<int[]>> windows = new ArrayList<>();
        for (int length = 2; length < 40; length++) {
            ids.add("of " + length);
            windows.add(List.of(random.ints(length, 0, 60).toArray()));
        }
        return LossGround.ofText(ids, windows, 4);
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static <T> T copied(T object) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return (T)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void whatIsDoneBeforeTheEndIsKept() {
        Transformer transformer =
                new Transformer(config(520), RandomInitialization.of(config(520), 4));
        LossGround ground = ground(6);
        List<Trial> trials = List.of(trial(AblationKind.ZERO, head(1, 1)));
        try (Workers workers = new Workers(1)) {
            int[] done = new int[1];
            Effects effects =
                    new Ablations(transformer, MeanOutputs.none(), workers, () -> done[0] == 2)
                            .run(ground, trials, -1, more -> done[0]++);
            assertThat(effects.units()).isEqualTo(2);
            assertThat(effects.delta()[0][1]).isFinite();
            assertThat(effects.delta()[0][2]).isNaN();
        }
    }
}
