package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the forward pass of any model, whatever its weights. */
class TransformerTest {

    static Stream<ModelConfig> configs() {
        return Stream.of(
                Configs.llama(64, 172, 3), Configs.llama(128, 320, 2), Configs.gpt2(64, 3));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theResultIsTheSameBitForBitOnAnyNumberOfThreads(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 60);
        float[] one = run(transformer, tokens, 1);
        for (int threads = 2; threads <= 5; threads++) {
            assertThat(run(transformer, tokens, threads)).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aRowDependsOnTheTokensUpToItsOwnOnly(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 50);
        float[] whole = run(transformer, tokens, 2);
        int[] changed = tokens.clone();
        changed[30] = (changed[30] + 1) % config.vocab();
        float[] other = run(transformer, changed, 2);
        int boundary = 30 * config.dModel();
        assertThat(Arrays.copyOf(other, boundary)).isEqualTo(Arrays.copyOf(whole, boundary));
        for (int t = 30; t < 50; t++) { // and every later row does notice
            int at = t * config.dModel();
            int end = at + config.dModel();
            assertThat(Arrays.equals(other, at, end, whole, at, end)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aCacheGivesWhatTheWholeWindowGives(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 40);
        float[] whole = run(transformer, tokens, 2);
        KeyValueCache cache = new KeyValueCache(config, 40);
        RunState state = new RunState(config, 20, cache);
        try (Workers workers = new Workers(2)) {
            int at = 0;
            for (int length : new int[] {17, 1, 1, 5, 1, 1, 13, 1}) {
                int[] part = Arrays.copyOfRange(tokens, at, at + length);
                transformer.forward(part, state, workers, null);
                for (int i = 0; i < length * config.dModel(); i++) {
                    assertThat(state.normed()[i])
                            .isEqualTo(whole[at * config.dModel() + i], within(2e-5f));
                }
                at += length;
                assertThat(cache.length()).isEqualTo(at);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aStateCanBeUsedAgainForAWindowOfAnotherLength(ModelConfig config) {
        Transformer transformer = random(config);
        RunState state = new RunState(config, 60);
        try (Workers workers = new Workers(2)) {
            for (int length : new int[] {60, 7, 1, 60, 33}) {
                int[] tokens = tokens(config, length);
                transformer.forward(tokens, state, workers, null);
                float[] normed = Arrays.copyOf(state.normed(), length * config.dModel());
                assertThat(normed).isEqualTo(run(transformer, tokens, 2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void atSomePositionsTheStreamAndTheLossAreThoseOfTheWholeWindow(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 50);
        float[] whole = run(transformer, tokens, 2);
        RunState state = new RunState(config, 50);
        int dModel = config.dModel();
        try (Workers workers = new Workers(2)) {
            for (int[] at : new int[][] {{49}, {0, 3, 48}, {1, 2, 3, 5, 8, 13, 21, 34}, {}}) {
                transformer.forward(tokens, state, workers, null, at);
                for (int n = 0; n < at.length; n++) {
                    for (int e = 0; e < dModel; e++) {
                        assertThat(state.normed()[n * dModel + e])
                                .isEqualTo(whole[at[n] * dModel + e], within(2e-5f));
                    }
                }
            }
            int[] at = {0, 3, 48};
            double[] losses = new double[3];
            transformer.forward(tokens, state, workers, null, at);
            transformer.losses(tokens, state, at, losses, workers);
            double[] expected = new double[3];
            transformer.forward(tokens, state, workers, null);
            transformer.losses(tokens, state, at, expected, workers);
            assertThat(losses).containsExactly(expected, within(2e-5));
            transformer.forward(tokens, state, workers, null, at);
            assertThatThrownBy(
                            () ->
                                    transformer.losses(
                                            tokens, state, new int[] {4}, new double[1], workers))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theStepsRunAllPositionsAgainAfterARunOfSome(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 30);
        RunState state = new RunState(config, 30);
        int last = config.nLayers() - 1;
        try (Workers workers = new Workers(2)) {
            transformer.embed(tokens, state);
            for (int l = 0; l < last; l++) {
                transformer.layer(l, state, workers, null);
            }
            float[] before = state.residual().clone();
            transformer.forward(tokens, state, workers, null, new int[] {3, 29});
            System.arraycopy(before, 0, state.residual(), 0, before.length);
            transformer.layer(last, state, workers, null);
            transformer.finish(state, workers);
            assertThat(state.normed()).isEqualTo(run(transformer, tokens, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aLossIsTheNegativeLogProbabilityOfTheNextToken(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 50);
        RunState state = new RunState(config, 64);
        int[] positions = {0, 3, 4, 17, 48};
        double[] nll = new double[positions.length];
        float[] logits = new float[config.vocab()];
        try (Workers workers = new Workers(2)) {
            transformer.forward(tokens, state, workers, null);
            transformer.losses(tokens, state, positions, nll, workers);
            for (int n = 0; n < positions.length; n++) {
                transformer.logits(state, positions[n], logits, workers);
                double sum =
                        IntStream.range(0, logits.length)
                                .mapToDouble(v -> Math.exp(logits[v]))
                                .sum();
                double expected = Math.log(sum) - logits[tokens[positions[n] + 1]];
                assertThat(nll[n]).isEqualTo(expected, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void resumingFromALayerIsTheSameAsRunningThrough(ModelConfig config) {
        Transformer transformer = random(config);
        int[] tokens = tokens(config, 30);
        float[] whole = run(transformer, tokens, 2);
        RunState state = new RunState(config, 30);
        try (Workers workers = new Workers(2)) {
            transformer.embed(tokens, state);
            transformer.layer(0, state, workers, null);
            float[] kept = state.residual().clone();
            for (int pass = 0; pass < 2; pass++) {
                System.arraycopy(kept, 0, state.residual(), 0, kept.length);
                for (int l = 1; l < config.nLayers(); l++) {
                    transformer.attend(l, state, workers, null);
                    if (pass == 0) {
                        Arrays.fill(state.attended(), 0); // an ablation must leave nothing behind
                    }
                    transformer.addAttention(l, state, workers);
                    transformer.addFeedForward(l, state, workers);
                }
                transformer.finish(state, workers);
                assertThat(Arrays.equals(state.normed(), whole)).isEqualTo(pass == 1);
            }
        }
    }

    /**
     * In the steady state a pass makes small objects only, together less than the smallest of its buffers would
     * take. Until the kernels are compiled their vectors are objects too, hence the many passes.
     */
    @Test
    void noBufferIsAllocatedInTheSteadyState() {
        ModelConfig config = Configs.llama(512, 512, 1);
        int T = 128; // the longest that the configuration is made for
        Transformer transformer = random(config);
        int[] tokens = tokens(config, T);
        RunState state = new RunState(config, T);
        long smallest = (long) state.key(0).length * Float.BYTES;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        try (Workers workers = new Workers(1)) {
            for (int pass = 0; pass < 500 && allocated >= smallest; pass++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                transformer.forward(tokens, state, workers, null);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        assertThat(allocated).isLessThan(smallest);
    }

    @Test
    void refusesWhatIsNoToken() {
        ModelConfig config = Configs.llama(64, 172, 1);
        Transformer transformer = random(config);
        RunState state = new RunState(config, 8);
        assertThatThrownBy(() -> transformer.embed(new int[] {1, 2, 96}, state))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("token id 96 at position 2")
                .hasMessageContaining("vocabulary of 96");
        assertThatThrownBy(() -> transformer.embed(new int[] {-1}, state))
                .isInstanceOf(InputException.class);
    }

    @Test
    void learnedPositionsEndAndRotaryOnesDoNot() {
        ModelConfig learned = Configs.gpt2(64, 1);
        assertThatThrownBy(() -> run(random(learned), tokens(learned, 65), 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("65 tokens")
                .hasMessageContaining("--context 64");
        ModelConfig rotary = Configs.llama(64, 172, 1);
        assertThat(run(random(rotary), tokens(rotary, 200), 1)).doesNotContain(Float.NaN);
    }

    private static Transformer random(ModelConfig config) {
        return new Transformer(config, RandomInitialization.of(config, 11));
    }

    private static int[] tokens(ModelConfig config, int length) {
        return new Random(5).ints(length, 0, config.vocab()).toArray();
    }

    /** The window's [T, dModel] after the last norm. */
    private static float[] run(Transformer transformer, int[] tokens, int threads) {
        RunState state = new RunState(transformer.config(), tokens.length);
        try (Workers workers = new Workers(threads)) {
            transformer.forward(tokens, state, workers, null);
        }
        return state.normed().clone();
    }
}
