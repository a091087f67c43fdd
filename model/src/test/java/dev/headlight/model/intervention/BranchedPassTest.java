package dev.headlight.model.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Branches side by side against the plain way: the whole model run anew for each, its heads' outputs overwritten.
 */
class BranchedPassTest {

    private static final int T = 37;

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(config(4, true), 2, 2 * T),
                Arguments.of(config(4, true), 1, 4 * T + 5),
                Arguments.of(config(2, true), 2, 100 * T),
                Arguments.of(config(4, false), 3, 5 * T));
    }

    private static ModelConfig config(int nKvHeads, boolean rotary) {
        int dHead = 6;
        return new ModelConfig(
                rotary ? "llama" : "gpt2",
                4,
                4,
                nKvHeads,
                4 * dHead,
                dHead,
                40,
                50,
                64,
                rotary ? Normalization.RMS_NORM : Normalization.LAYER_NORM,
                1e-5f,
                rotary
                        ? new RotaryPositions(dHead, false, new float[] {1, 0.3f, 0.1f}, 1)
                        : new LearnedPositions(),
                rotary ? Activation.SILU : Activation.GELU_TANH,
                rotary,
                false,
                0.3f);
    }

    private static int[] tokens(int T, int seed) {
        return new SplittableRandom(seed).ints(T, 0, 50).toArray();
    }

    /** Branches that begin in every layer, in no order, of one head, of several, of a whole layer. */
    private static List<Interventions> interventions(ModelConfig config) {
        float[] constant = {-0.2f, 0.1f, 0.3f, -0.4f, 0.5f, 0.05f};
        List<Intervention> kinds =
                List.of(
                        new Intervention.Zero(),
                        new Intervention.Constant(constant),
                        new Intervention.Pattern(AttentionPattern.UNIFORM));
        SplittableRandom random = new SplittableRandom(4);
        List<Interventions> all = new ArrayList<>();
        for (int n = 0; n < 14; n++) {
            Interventions one = Interventions.NONE;
            for (int h = 0; h <= n % 3; h++) {
                one =
                        one.with(
                                random.nextInt(config.nLayers()),
                                random.nextInt(config.nHeads()),
                                kinds.get(random.nextInt(kinds.size())));
            }
            all.add(one);
        }
        Interventions layer = Interventions.NONE;
        for (int h = 0; h < config.nHeads(); h++) {
            layer = layer.with(3, h, new Intervention.Zero());
        }
        all.add(layer);
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLossesAreThoseOfWholeRunsBitForBit(ModelConfig config, int threads, int rows) {
        Transformer transformer = new Transformer(config, RandomInitialization.of(config, 3));
        List<Interventions> all = interventions(config);
        List<Branch> branches = all.stream().map(i -> new Branch(i, false)).toList();
        try (Workers workers = new Workers(threads)) {
            BranchedPass pass = new BranchedPass(transformer, rows, workers);
            for (int length : new int[] {T, 20, T}) {
                int[] tokens = tokens(length, length + threads);
                int[] positions = IntStream.range(0, length - 1).filter(p -> p % 3 != 1).toArray();
                double[][] losses = pass.losses(tokens, positions, branches);
                assertThat(losses).hasNumberOfRows(1 + all.size());
                assertThat(losses[0])
                        .isEqualTo(
                                whole(transformer, tokens, positions, Interventions.NONE, workers));
                for (int n = 0; n < all.size(); n++) {
                    assertThat(losses[1 + n])
                            .isEqualTo(whole(transformer, tokens, positions, all.get(n), workers))
                            .isNotEqualTo(losses[0]);
                }
            }
        }
    }

    /** Taken up before each layer that no branch begins before, also where a group of branches is not the last. */
    @ParameterizedTest
    @MethodSource("cases")
    void aRunThatIsKnownIsTakenUpInTheMiddle(ModelConfig config, int threads, int rows) {
        Transformer transformer = new Transformer(config, RandomInitialization.of(config, 7));
        int[] tokens = tokens(T, 5);
        int[] positions = IntStream.range(0, T - 1).toArray();
        try (Workers workers = new Workers(threads)) {
            BranchedPass pass = new BranchedPass(transformer, rows, workers);
            RunState state = new RunState(config, T);
            transformer.embed(tokens, state);
            for (int l = 0; l < config.nLayers(); l++) {
                int from = l;
                List<Interventions> later =
                        interventions(config).stream().filter(i -> i.firstLayer() >= from).toList();
                float[] stream = Arrays.copyOf(state.residual(), T * config.dModel());
                int[] layers = {0};
                double[][] losses =
                        pass.losses(
                                from,
                                stream,
                                tokens,
                                positions,
                                later.stream().map(i -> new Branch(i, false)).toList(),
                                () -> layers[0]++);
                assertThat(losses).hasNumberOfRows(later.size());
                assertThat(layers[0]).isGreaterThanOrEqualTo(config.nLayers() - from);
                for (int n = 0; n < later.size(); n++) {
                    assertThat(losses[n])
                            .isEqualTo(
                                    whole(transformer, tokens, positions, later.get(n), workers));
                }
                transformer.layer(l, state, workers, null);
            }
            assertThatThrownBy(
                            () ->
                                    pass.losses(
                                            1,
                                            new float[T * config.dModel()],
                                            tokens,
                                            positions,
                                            List.of(
                                                    new Branch(
                                                            Interventions.NONE.with(
                                                                    0, 0, new Intervention.Zero()),
                                                            false)),
                                            () -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Every head's pattern written down in the run as it is and put in place of its own, the heads' outputs zero. */
    @ParameterizedTest
    @MethodSource("cases")
    void cleanPatternsAreThoseOfTheRunAsItIs(ModelConfig config, int threads, int rows) {
        Transformer transformer = new Transformer(config, RandomInitialization.of(config, 3));
        int[] tokens = tokens(T, 9);
        int[] positions = IntStream.range(0, T - 1).toArray();
        try (Workers workers = new Workers(threads)) {
            var clean = new RecordedPatterns(config, T);
            transformer.forward(tokens, new RunState(config, T), workers, clean);
            List<Branch> branches = new ArrayList<>();
            List<double[]> expected = new ArrayList<>();
            for (int l = 0; l < config.nLayers(); l++) {
                Interventions frozen = Interventions.NONE;
                for (int layer = 0; layer < config.nLayers(); layer++) {
                    for (int h = 0; h < config.nHeads(); h++) {
                        frozen =
                                frozen.with(
                                        layer,
                                        h,
                                        new Intervention.Pattern(clean.pattern(layer, h)));
                    }
                }
                Interventions zero = Interventions.NONE.with(l, 1, new Intervention.Zero());
                branches.add(new Branch(zero, true));
                branches.add(new Branch(zero, false));
                expected.add(
                        whole(
                                transformer,
                                tokens,
                                positions,
                                frozen.with(l, 1, new Intervention.Zero()),
                                workers));
                expected.add(whole(transformer, tokens, positions, zero, workers));
            }
            double[][] losses =
                    new BranchedPass(transformer, rows, workers)
                            .losses(tokens, positions, branches);
            for (int n = 0; n < expected.size(); n++) {
                assertThat(losses[1 + n]).containsExactly(expected.get(n), within(1e-4));
            }
            // The heads that follow would have looked elsewhere, but for those of the last layer.
            assertThat(losses[1]).isNotEqualTo(losses[2]);
            assertThat(losses[7]).isEqualTo(losses[8]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void withoutBranchesTheRunIsAsItIs(ModelConfig config, int threads, int rows) {
        Transformer transformer = new Transformer(config, RandomInitialization.of(config, 3));
        int[] tokens = tokens(T, 2);
        try (Workers workers = new Workers(threads)) {
            BranchedPass pass = new BranchedPass(transformer, rows, workers);
            double[][] losses = pass.losses(tokens, new int[] {5, 20}, List.of());
            assertThat(losses).hasNumberOfRows(1);
            // Products of fewer rows than six are summed in another order.
            int[] two = {5, 20};
            assertThat(losses[0])
                    .containsExactly(
                            whole(transformer, tokens, two, Interventions.NONE, workers),
                            within(1e-5));
            assertThatThrownBy(() -> new Branch(Interventions.NONE, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double[] whole(
            Transformer transformer,
            int[] tokens,
            int[] positions,
            Interventions interventions,
            Workers workers) {
        RunState state = new RunState(transformer.config(), tokens.length);
        IntervenedPass.forward(transformer, tokens, state, workers, null, interventions);
        double[] nll = new double[positions.length];
        transformer.losses(tokens, state, positions, nll, workers);
        return nll;
    }
}
