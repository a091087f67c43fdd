package dev.headlight.explorer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A reading, and how readings are kept, against the definitions in float64 and the plain pass. */
class ReadingTest extends ReadingFixture {

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
