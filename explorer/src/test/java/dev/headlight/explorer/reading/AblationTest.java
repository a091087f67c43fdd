package dev.headlight.explorer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a model predicts with some heads changed, against models with other weights and against its own steps. */
class AblationTest extends ReadingFixture {

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
}
