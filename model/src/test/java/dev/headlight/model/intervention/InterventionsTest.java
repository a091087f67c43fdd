package dev.headlight.model.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.KeyValueCache;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each intervention against other weights that have the same effect, and against its formula. */
class InterventionsTest {

    private static final Workers WORKERS = new Workers(2);
    private static final int[] TOKENS = {3, 7, 1, 7, 9, 2, 0, 5, 5, 8, 4, 6, 1, 3, 2, 7};
    private static final int HEAD = 2;

    @AfterAll
    static void end() {
        WORKERS.close();
    }

    static Stream<ModelConfig> configs() {
        return Stream.of(config(4, true), config(2, true), config(4, false));
    }

    private static ModelConfig config(int nKvHeads, boolean rotary) {
        int dHead = 6;
        return new ModelConfig(
                rotary ? "llama" : "gpt2",
                3,
                4,
                nKvHeads,
                4 * dHead,
                dHead,
                40,
                10,
                32,
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

    /** Zero is a head whose columns of {@code W_O} are zeros. */
    @ParameterizedTest
    @MethodSource("configs")
    void zeroIsAHeadThatTheOutputMatrixDoesNotRead(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 5);
        float[] clean = run(parameters, Interventions.NONE);
        float[] zero = run(parameters, Interventions.NONE.with(1, HEAD, new Intervention.Zero()));
        outputColumns(parameters, 1, (values, at) -> values[at] = 0);
        same(zero, run(parameters, Interventions.NONE), 1e-5f);
        assertThat(farthest(clean, zero)).isGreaterThan(0.01f);
    }

    /** A constant is such a head and what the columns make of the constant as a bias. */
    @Test
    void aConstantIsABiasAfterTheOutputMatrix() {
        ModelConfig config = config(4, false);
        Parameters parameters = Parameters.random(config, 6);
        float[] constant = {0.5f, -1, 0.25f, 2, -0.75f, 1};
        float[] changed =
                run(
                        parameters,
                        Interventions.NONE.with(1, HEAD, new Intervention.Constant(constant)));
        float[][] rows = new float[TOKENS.length][];
        Arrays.fill(rows, constant);
        same(
                run(parameters, Interventions.NONE.with(1, HEAD, new Intervention.Outputs(rows))),
                changed,
                1e-6f);
        float[] bias = parameter(parameters, "layers.1.attention.output.bias").values();
        outputColumns(
                parameters,
                1,
                (values, at) -> {
                    int row = at / config.dModel();
                    bias[row] += values[at] * constant[at % config.dHead()];
                    values[at] = 0;
                });
        same(changed, run(parameters, Interventions.NONE), 1e-5f);
    }

    /** Uniform is a head whose queries are zeros, so that all scores are. */
    @ParameterizedTest
    @MethodSource("configs")
    void uniformIsAHeadThatAsksForNothing(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 7);
        float[] clean = run(parameters, Interventions.NONE);
        float[] uniform = run(parameters, pattern(1, AttentionPattern.UNIFORM));
        float[] query = parameter(parameters, "layers.1.attention.query.weight").values();
        int rows = config.dHead() * config.dModel();
        Arrays.fill(query, HEAD * rows, (HEAD + 1) * rows, 0);
        same(uniform, run(parameters, Interventions.NONE), 1e-5f);
        assertThat(farthest(clean, uniform)).isGreaterThan(0.01f);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aHeadUnderItsOwnPatternIsAsItWas(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 8);
        var own = new RecordedPatterns(config, TOKENS.length);
        RunState state = new RunState(config, TOKENS.length);
        transformer(parameters).forward(TOKENS, state, WORKERS, own);
        float[] clean = state.normed().clone();
        Interventions all = Interventions.NONE;
        for (int l = 0; l < config.nLayers(); l++) {
            for (int h = 0; h < config.nHeads(); h++) {
                all = all.with(l, h, new Intervention.Pattern(own.pattern(l, h)));
            }
        }
        same(run(parameters, all), clean, 1e-4f);
        AttentionPattern mean = RecordedPatterns.mean(List.of(own, own), 1, HEAD);
        same(run(parameters, pattern(1, mean)), clean, 1e-4f);
    }

    /** The formula, {@code out[i] = sum_j A[i, j] v[j]}, with another window's pattern and in a cache. */
    @ParameterizedTest
    @MethodSource("configs")
    void aPatternOfAnotherWindowWeighsThisOnesValues(ModelConfig config) {
        Parameters parameters = Parameters.random(config, 9);
        Transformer transformer = transformer(parameters);
        int T = TOKENS.length;
        var other = new RecordedPatterns(config, T);
        int[] reversed = new int[T];
        for (int t = 0; t < T; t++) {
            reversed[t] = TOKENS[T - 1 - t];
        }
        transformer.forward(reversed, new RunState(config, T), WORKERS, other);
        KeyValueCache cache = new KeyValueCache(config, T);
        RunState state = new RunState(config, T, cache);
        Interventions swapped = pattern(0, other.pattern(0, HEAD));
        int past = 5;
        int[] first = Arrays.copyOf(TOKENS, past);
        int[] rest = Arrays.copyOfRange(TOKENS, past, T);
        IntervenedPass.forward(transformer, first, state, WORKERS, null, swapped);
        transformer.embed(rest, state);
        transformer.attend(0, state, WORKERS, null);
        swapped.apply(0, config, state, WORKERS);
        int d = config.dHead();
        int kv = HEAD / (config.nHeads() / config.nKvHeads());
        for (int t = 0; t < rest.length; t++) {
            for (int e = 0; e < d; e++) {
                double expected = 0;
                for (int j = 0; j <= past + t; j++) {
                    float v = state.value(0)[(j * config.nKvHeads() + kv) * d + e];
                    expected += (double) other.weight(0, HEAD, past + t, j) * v;
                }
                float is = state.attended()[(t * config.nHeads() + HEAD) * d + e];
                assertThat((double) is).isEqualTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void aRunFromALayerOnGivesTheWholeRun() {
        ModelConfig config = config(2, true);
        Parameters parameters = Parameters.random(config, 10);
        Transformer transformer = transformer(parameters);
        Interventions last = Interventions.NONE.with(2, HEAD, new Intervention.Zero());
        assertThat(last.firstLayer()).isEqualTo(2);
        RunState state = new RunState(config, TOKENS.length);
        transformer.embed(TOKENS, state);
        transformer.layer(0, state, WORKERS, null);
        transformer.layer(1, state, WORKERS, null);
        IntervenedPass.forwardFrom(2, transformer, state, WORKERS, null, last);
        assertThat(state.normed()).isEqualTo(run(parameters, last));
    }

    @Test
    void aHeadThatIsNotThereIsRefused() {
        Parameters parameters = Parameters.random(config(4, true), 1);
        assertThatThrownBy(
                        () ->
                                run(
                                        parameters,
                                        Interventions.NONE.with(0, 4, new Intervention.Zero())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Interventions pattern(int layer, AttentionPattern pattern) {
        return Interventions.NONE.with(layer, HEAD, new Intervention.Pattern(pattern));
    }

    private static Transformer transformer(Parameters parameters) {
        return new Transformer(parameters.config(), parameters.weights());
    }

    private static float[] run(Parameters parameters, Interventions interventions) {
        RunState state = new RunState(parameters.config(), TOKENS.length);
        IntervenedPass.forward(
                transformer(parameters), TOKENS, state, WORKERS, null, interventions);
        return state.normed().clone();
    }

    private interface Edit {
        void at(float[] values, int index);
    }

    private static void outputColumns(Parameters parameters, int layer, Edit edit) {
        ModelConfig config = parameters.config();
        float[] values =
                parameter(parameters, "layers." + layer + ".attention.output.weight").values();
        for (int r = 0; r < config.dModel(); r++) {
            for (int e = 0; e < config.dHead(); e++) {
                edit.at(values, r * config.dModel() + HEAD * config.dHead() + e);
            }
        }
    }

    private static Parameter parameter(Parameters parameters, String name) {
        return parameters.all().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void same(float[] is, float[] expected, float tolerance) {
        assertThat(farthest(is, expected)).isLessThan(tolerance);
    }

    private static float farthest(float[] x, float[] y) {
        float most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - y[i]));
        }
        return most;
    }
}
