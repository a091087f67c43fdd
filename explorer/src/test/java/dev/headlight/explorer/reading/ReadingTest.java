package dev.headlight.explorer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.wired.WiredModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reading, and what is asked of it, against the definitions in float64 and against models with other weights. */
class ReadingTest {

    private static final String TEXT =
            "One autumn, the fiddler walked to the market. The fiddler found a coin near the"
                    + " market.";

    private final Workers workers = new Workers(2);
    private final OpenModel wired = WiredModel.open();
    private final Transformer model = new Transformer(wired.config(), wired.weights());
    private final int[] tokens = TextTokens.of(TEXT, wired.tokenizer(), wired.config(), 512).ids();

    /** Rotary positions, and two query heads to a key/value head. */
    private final Transformer rotary = rotary();

    private final int[] random = new Random(3).ints(21, 0, 64).toArray();

    @AfterEach
    void close() {
        workers.close();
    }

    private static Transformer rotary() {
        float[] frequencies = {1f, 0.3f, 0.1f, 0.01f};
        ModelConfig config =
                new ModelConfig(
                        "llama",
                        2,
                        4,
                        2,
                        32,
                        8,
                        48,
                        64,
                        128,
                        ModelConfig.Normalization.RMS_NORM,
                        1e-5f,
                        new ModelConfig.RotaryPositions(8, false, frequencies, 1),
                        ModelConfig.Activation.SILU,
                        true,
                        false,
                        0.4f);
        return new Transformer(config, RandomInitialization.of(config, 5));
    }

    private Reading read(Transformer transformer, int[] ids, Map<Integer, byte[]> layers) {
        return new ReadingPass(transformer, workers).read(ids, layers::put, Stop.NEVER);
    }

    private Reading read(Transformer transformer, int[] ids) {
        return read(transformer, ids, new HashMap<>());
    }

    /** Attention in float64 from the layer's queries and keys. */
    private double[][] naive(Transformer transformer, int[] ids, Head head) {
        ModelConfig config = transformer.config();
        RunState state = new RunState(config, ids.length);
        transformer.embed(ids, state);
        for (int l = 0; l < head.layer(); l++) {
            transformer.layer(l, state, workers, null);
        }
        transformer.attend(head.layer(), state, workers, null);
        int d = config.dHead();
        int kv = head.head() / (config.nHeads() / config.nKvHeads());
        double[][] weights = new double[ids.length][ids.length];
        for (int i = 0; i < ids.length; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                double score = 0;
                for (int e = 0; e < d; e++) {
                    score +=
                            (double) state.query()[(i * config.nHeads() + head.head()) * d + e]
                                    * state.key(head.layer())[(j * config.nKvHeads() + kv) * d + e];
                }
                weights[i][j] = Math.exp(score / Math.sqrt(d));
                sum += weights[i][j];
            }
            for (int j = 0; j <= i; j++) {
                weights[i][j] /= sum;
            }
        }
        return weights;
    }

    @Test
    void theAttentionOfEveryHeadIsHandedOn() {
        for (Transformer each : List.of(model, rotary)) {
            int[] ids = each == model ? tokens : random;
            Map<Integer, byte[]> layers = new HashMap<>();
            read(each, ids, layers);
            ModelConfig config = each.config();
            assertThat(layers.keySet()).hasSize(config.nLayers());
            for (int l = 0; l < config.nLayers(); l++) {
                ByteBuffer packed = ByteBuffer.wrap(layers.get(l)).order(ByteOrder.LITTLE_ENDIAN);
                int T = ids.length;
                assertThat(packed.capacity()).isEqualTo(config.nHeads() * (4 * T + T * (T + 1)));
                packed.position(4 * T * config.nHeads());
                for (int h = 0; h < config.nHeads(); h++) {
                    double[][] expected = naive(each, ids, new Head(l, h));
                    for (int i = 0; i < T; i++) {
                        for (int j = 0; j <= i; j++) {
                            double root = (packed.getShort() & 0xffff) / 65535.0;
                            assertThat(root * root)
                                    .as("layer %d head %d [%d, %d]", l, h, i, j)
                                    .isCloseTo(expected[i][j], within(3e-5));
                        }
                    }
                }
            }
        }
    }

    @Test
    void theLengthOfAValueIsThatOfWhatItAddsToTheStream() {
        Map<Integer, byte[]> layers = new HashMap<>();
        read(rotary, random, layers);
        ModelConfig config = rotary.config();
        int d = config.dHead();
        RunState state = new RunState(config, random.length);
        rotary.embed(random, state);
        rotary.attend(0, state, workers, null);
        float[] output = NaiveModel.floats(rotary.weights().layers().get(0).output().weight());
        ByteBuffer packed = ByteBuffer.wrap(layers.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        for (int h = 0; h < config.nHeads(); h++) {
            for (int j = 0; j < random.length; j++) {
                double sum = 0;
                for (int r = 0; r < config.dModel(); r++) {
                    double step = 0;
                    for (int e = 0; e < d; e++) {
                        step +=
                                (double) output[r * config.nHeads() * d + h * d + e]
                                        * state.value(0)[(j * config.nKvHeads() + h / 2) * d + e];
                    }
                    sum += step * step;
                }
                assertThat((double) packed.getFloat())
                        .as("head %d key %d", h, j)
                        .isCloseTo(Math.sqrt(sum), within(1e-4 * (1 + Math.sqrt(sum))));
            }
        }
    }

    @Test
    void lossesRanksAndNextTokensAreThoseOfThePlainPass() {
        Reading reading = read(model, tokens);
        double[] expected = NaiveModel.losses(model, tokens, workers);
        assertThat(reading.outcome().losses()).containsExactly(expected, within(1e-4));
        RunState state = new RunState(model.config(), tokens.length);
        model.forward(tokens, state, workers, null);
        float[] logits = new float[model.config().vocab()];
        for (int i = 0; i < tokens.length; i++) {
            model.logits(state, i, logits, workers);
            double sum = 0;
            for (float z : logits) {
                sum += Math.exp((double) z - logits[0]);
            }
            float[] sorted = logits.clone();
            Arrays.sort(sorted);
            List<Outcome.Next> next = reading.outcome().next().get(i);
            for (int n = 0; n < next.size(); n++) {
                double p = Math.exp(sorted[sorted.length - 1 - n] - logits[0]) / sum;
                assertThat(next.get(n).probability()).isCloseTo(p, within(1e-5));
            }
            if (i < tokens.length - 1) {
                float own = logits[tokens[i + 1]];
                long above = 0;
                for (float z : logits) {
                    above += z > own + 1e-4 ? 1 : 0;
                }
                assertThat((long) reading.outcome().ranks()[i]).isGreaterThanOrEqualTo(above);
            }
        }
    }

    @Test
    void aHeadThatIsOffIsOneWhoseOutputIsNotProjected() {
        for (Transformer each : List.of(model, rotary)) {
            int[] ids = each == model ? tokens : random;
            Ablation ablation = new Ablation(read(each, ids), workers);
            for (Head head : List.of(new Head(0, 1), new Head(1, 0))) {
                double[] expected = NaiveModel.losses(NaiveModel.without(each, head), ids, workers);
                Outcome off = ablation.outcome(Map.of(head, Change.OFF), Stop.NEVER);
                assertThat(off.losses()).containsExactly(expected, within(2e-4));
            }
        }
    }

    @Test
    void uniformAttentionIsThatOfQueriesThatAreZero() {
        Ablation ablation = new Ablation(read(rotary, random), workers);
        Head head = new Head(1, 2);
        double[] expected = NaiveModel.losses(NaiveModel.uniform(rotary, head), random, workers);
        Outcome uniform = ablation.outcome(Map.of(head, Change.UNIFORM), Stop.NEVER);
        assertThat(uniform.losses()).containsExactly(expected, within(2e-4));
    }

    @Test
    void twoHeadsTogetherAndTheMeanOfOne() {
        Reading reading = read(rotary, random);
        Ablation ablation = new Ablation(reading, workers);
        Transformer both =
                NaiveModel.without(NaiveModel.without(rotary, new Head(0, 0)), new Head(1, 3));
        Outcome off =
                ablation.outcome(
                        Map.of(new Head(0, 0), Change.OFF, new Head(1, 3), Change.OFF), Stop.NEVER);
        assertThat(off.losses())
                .containsExactly(NaiveModel.losses(both, random, workers), within(2e-4));

        // The mean by the public steps of the model.
        Head head = new Head(1, 1);
        ModelConfig config = rotary.config();
        RunState state = new RunState(config, random.length);
        rotary.embed(random, state);
        rotary.layer(0, state, workers, null);
        rotary.attend(1, state, workers, null);
        int d = config.dHead();
        for (int e = 0; e < d; e++) {
            double mean = 0;
            for (int t = 0; t < random.length; t++) {
                mean +=
                        state.attended()[(t * config.nHeads() + 1) * d + e]
                                / (double) random.length;
            }
            for (int t = 0; t < random.length; t++) {
                state.attended()[(t * config.nHeads() + 1) * d + e] = (float) mean;
            }
        }
        rotary.addAttention(1, state, workers);
        rotary.addFeedForward(1, state, workers);
        rotary.finish(state, workers);
        double[] expected = new double[random.length - 1];
        int[] positions = new int[expected.length];
        Arrays.setAll(positions, i -> i);
        rotary.losses(random, state, positions, expected, workers);
        Outcome mean = ablation.outcome(Map.of(head, Change.MEAN), Stop.NEVER);
        assertThat(mean.losses()).containsExactly(expected, within(2e-4));
    }

    /** Of a long text the beginning is told first; both are what the model without the head gives, read in one go. */
    @Test
    void theBeginningOfALongTextIsToldFirst() {
        int[] ids = new Random(8).ints(2 * Ablation.BEGINNING + 7, 0, 64).toArray();
        Reading reading = read(rotary, ids);
        for (Change change : Change.values()) {
            Head head = new Head(0, 2);
            List<Outcome> beginnings = new ArrayList<>();
            Outcome whole =
                    new Ablation(reading, workers)
                            .outcome(Map.of(head, change), Stop.NEVER, beginnings::add);
            double[] expected =
                    switch (change) {
                        case OFF ->
                                NaiveModel.losses(NaiveModel.without(rotary, head), ids, workers);
                        case UNIFORM ->
                                NaiveModel.losses(NaiveModel.uniform(rotary, head), ids, workers);
                        case MEAN ->
                                new Ablation(reading, workers)
                                        .losses(List.of(Map.of(head, change)), Stop.NEVER)[0];
                    };
            assertThat(whole.losses()).containsExactly(expected, within(3e-4));
            assertThat(whole.next()).hasSize(ids.length).noneMatch(List::isEmpty);
            assertThat(beginnings).hasSize(1);
            assertThat(beginnings.getFirst().next()).hasSize(Ablation.BEGINNING);
            assertThat(beginnings.getFirst().losses())
                    .containsExactly(Arrays.copyOf(expected, Ablation.BEGINNING), within(3e-4));
            assertThat(beginnings.getFirst().ranks()).hasSize(Ablation.BEGINNING);
        }
    }

    /** Each by itself is held to the model's steps above; together they are what each is by itself. */
    @Test
    void choicesSideBySideAreWhatEachIsByItself() {
        List<Map<Head, Change>> choices =
                List.of(
                        Map.of(new Head(1, 2), Change.OFF),
                        Map.of(new Head(0, 3), Change.MEAN, new Head(1, 0), Change.UNIFORM),
                        Map.of(new Head(0, 0), Change.UNIFORM),
                        Map.of(new Head(1, 1), Change.MEAN));
        Ablation ablation = new Ablation(read(rotary, random), workers);
        double[][] together = ablation.losses(choices, Stop.NEVER);
        assertThat(together).hasNumberOfRows(choices.size());
        for (int n = 0; n < together.length; n++) {
            assertThat(together[n])
                    .containsExactly(
                            ablation.outcome(choices.get(n), Stop.NEVER).losses(), within(2e-4));
        }
        assertThat(new Ablation(read(rotary, new int[] {3}), workers).losses(choices, Stop.NEVER))
                .isDeepEqualTo(new double[4][0]);
    }

    /** It is asked by every thread at work, and ends the work at whichever asking. */
    @Test
    void choicesSideBySideEndWhereverTheyAreStopped() {
        List<Map<Head, Change>> choices =
                List.of(
                        Map.of(new Head(1, 2), Change.OFF),
                        Map.of(new Head(0, 3), Change.MEAN, new Head(1, 0), Change.UNIFORM));
        Ablation ablation = new Ablation(read(rotary, random), workers);
        AtomicInteger asked = new AtomicInteger();
        ablation.losses(
                choices,
                () -> {
                    asked.incrementAndGet();
                    return false;
                });
        int times = asked.get();
        assertThat(times).isGreaterThan(rotary.config().nLayers());
        for (int stopAt = 1; stopAt <= times; stopAt++) {
            int at = stopAt;
            asked.set(0);
            assertThatThrownBy(() -> ablation.losses(choices, () -> asked.incrementAndGet() >= at))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void nothingChangedIsTheReadingItself() {
        Reading reading = read(model, tokens);
        assertThat(new Ablation(reading, workers).outcome(Map.of(), Stop.NEVER))
                .isSameAs(reading.outcome());
    }

    @Test
    void randomHeadsOfTheSameLayersAreDrawn() {
        Map<Head, Change> heads =
                Map.of(
                        new Head(0, 1),
                        Change.OFF,
                        new Head(0, 2),
                        Change.MEAN,
                        new Head(3, 7),
                        Change.UNIFORM);
        List<Map<Head, Change>> controls = Ablation.controls(heads, 9, 5, 1);
        assertThat(controls).hasSize(5).doesNotHaveDuplicates();
        for (Map<Head, Change> control : controls) {
            assertThat(control.keySet()).doesNotContainAnyElementsOf(heads.keySet());
            assertThat(control.keySet().stream().map(Head::layer).sorted())
                    .containsExactly(0, 0, 3);
            assertThat(control.values())
                    .containsExactlyInAnyOrder(Change.OFF, Change.MEAN, Change.UNIFORM);
        }
        assertThat(Ablation.controls(heads, 3, 5, 1)).as("too few heads are left").isEmpty();
        assertThat(Ablation.controls(Map.of(new Head(0, 0), Change.OFF), 3, 5, 1))
                .as("there are two others")
                .hasSize(2);
    }

    @Test
    void theProductsAddUpToTheScoreAndTheScoreToTheWeight() {
        Reading reading = read(rotary, random);
        for (int[] cell : new int[][] {{20, 3}, {7, 7}, {1, 0}}) {
            Head head = new Head(1, 3);
            Why why = Why.of(reading, head, cell[0], cell[1], workers, Stop.NEVER);
            double sum = 0;
            for (float p : why.products()) {
                sum += p;
            }
            double[] row = naive(rotary, random, head)[cell[0]];
            assertThat(sum).isCloseTo(why.score(), within(1e-5));
            assertThat(Math.exp(why.score() - why.logSumExp()))
                    .isCloseTo(row[cell[1]], within(1e-5));
            assertThat(why.weight()).isCloseTo(row[cell[1]], within(1e-5));
            long above = 0;
            for (int j = 0; j <= cell[0]; j++) {
                above += row[j] > row[cell[1]] ? 1 : 0;
            }
            assertThat(why.rank()).isEqualTo(above);
        }
    }

    @Test
    void contentIsTheScoreAtOnePlace() {
        // The same tokens at the same distance score alike wherever they stand in the first layer,
        // where a token's
        // query and key depend on nothing before it; so at distance 0 the score is the content of
        // any distance.
        int[] ids = {5, 9, 9, 9, 9, 9, 5};
        Reading reading = read(rotary, ids);
        Head head = new Head(0, 1);
        Why far = Why.of(reading, head, 5, 1, workers, Stop.NEVER);
        Why here = Why.of(reading, head, 5, 5, workers, Stop.NEVER);
        assertThat(far.content()).isCloseTo(here.score(), within(1e-4));
        assertThat(here.content()).isCloseTo(here.score(), within(1e-6));
        assertThat(Why.of(read(model, tokens), new Head(0, 0), 4, 2, workers, Stop.NEVER).content())
                .as("learned positions cannot be told from the token")
                .isNull();
    }

    @Test
    void workThatNobodyWaitsForStopsAtTheNextLayer() {
        List<Integer> layers = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                new ReadingPass(model, workers)
                                        .read(
                                                tokens,
                                                (l, packed) -> layers.add(l),
                                                () -> layers.size() == 2))
                .isInstanceOf(CancellationException.class);
        assertThat(layers).containsExactly(0, 1);
    }

    @Test
    void aReadingIsHeldWhileThereIsRoomAndHandedOnAgain() {
        Map<Integer, byte[]> first = new HashMap<>();
        Reading reading = read(model, tokens, first);
        Map<Integer, byte[]> again = new HashMap<>();
        new ReadingPass(model, workers).again(reading, again::put, Stop.NEVER);
        assertThat(again.keySet()).isEqualTo(first.keySet());
        again.forEach((l, packed) -> assertThat(packed).isEqualTo(first.get(l)));

        Readings held = new Readings(Reading.bytes(model, tokens.length) * 3 / 2);
        held.keep(reading);
        assertThat(held.of(model, tokens)).isSameAs(reading);
        held.keep(read(model, Arrays.copyOf(tokens, tokens.length - 1)));
        assertThat(held.of(model, tokens)).as("there is room for one").isNull();
    }

    @Test
    void aTextThatBeginsAlikeIsReadFromWhereItDiffersOn() {
        Readings held = new Readings(1 << 26);
        int[][] texts = {
            random,
            Arrays.copyOf(random, random.length - 1), // one taken away
            Arrays.copyOf(random, random.length + 8), // some behind, zeros
            changed(random, 9),
            changed(random, 0),
            {random[0]}
        };
        for (int[] ids : texts) {
            Map<Integer, byte[]> layers = new HashMap<>();
            Reading before = held.nearest(rotary, ids);
            Reading reading =
                    new ReadingPass(rotary, workers).read(ids, before, layers::put, Stop.NEVER);
            held.keep(reading);
            Map<Integer, byte[]> expected = new HashMap<>();
            Reading whole = read(rotary, ids, expected);
            for (int l = 0; l < 2; l++) {
                ByteBuffer ours = ByteBuffer.wrap(layers.get(l)).order(ByteOrder.LITTLE_ENDIAN);
                ByteBuffer theirs = ByteBuffer.wrap(expected.get(l)).order(ByteOrder.LITTLE_ENDIAN);
                assertThat(ours.capacity()).isEqualTo(theirs.capacity());
                for (int n = 0; n < 4 * ids.length; n++) {
                    float norm = theirs.getFloat();
                    assertThat(ours.getFloat()).isCloseTo(norm, within(1e-4f * (1 + norm)));
                }
                while (theirs.hasRemaining()) {
                    assertThat((ours.getShort() & 0xffff) - (theirs.getShort() & 0xffff))
                            .isBetween(-3, 3);
                }
                assertThat(reading.residual(l)).containsExactly(whole.residual(l), within(1e-4f));
            }
            assertThat(reading.outcome().losses())
                    .containsExactly(whole.outcome().losses(), within(1e-4));
            assertThat(reading.outcome().next()).hasSameSizeAs(whole.outcome().next());
            Map<Head, Change> off = Map.of(new Head(1, 1), Change.OFF);
            assertThat(new Ablation(reading, workers).outcome(off, Stop.NEVER).losses())
                    .containsExactly(
                            new Ablation(whole, workers).outcome(off, Stop.NEVER).losses(),
                            within(1e-4));
        }
    }

    private static int[] changed(int[] ids, int at) {
        int[] changed = ids.clone();
        changed[at] = (changed[at] + 1) % 64;
        return changed;
    }
}
