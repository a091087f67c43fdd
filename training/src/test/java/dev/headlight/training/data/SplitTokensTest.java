package dev.headlight.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On documents in which every token is a number of its own, so that a window says where it was cut. */
class SplitTokensTest {

    private static List<int[]> documents(Random random, int count, int longest) {
        List<int[]> documents = new ArrayList<>();
        int next = 0;
        for (int d = 0; d < count; d++) {
            int length = 1 + random.nextInt(longest);
            documents.add(IntStream.range(next, next + length).toArray());
            next += length;
        }
        return documents;
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** No window of validation overlaps training; every held-out token is a target at most once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noValidationWindowOverlapsTraining(int seed) {
        Random random = new Random(seed);
        int count = seed % 3 == 0 ? 1 : 2 + random.nextInt(60);
        List<int[]> documents = documents(random, count, count == 1 ? 3000 : 100);
        double fraction = 0.05 + 0.4 * random.nextDouble();
        SplitTokens data = SplitTokens.of(documents, fraction, seed);
        int total = documents.stream().mapToInt(d -> d.length).sum();
        assertThat(data.trainingTokens() + data.validationTokens()).isEqualTo(total);
        int most = (int) Math.min(data.trainingTokens(), data.validationTokens()) - 1;
        if (most < 1) {
            assertThatThrownBy(() -> data.require(1)).isInstanceOf(InputException.class);
            return;
        }
        int context = 1 + random.nextInt(Math.min(most, 70));
        data.require(context);
        BitSet training = new BitSet();
        int[] batch = new int[5 * (context + 1)];
        for (int step = 0; step < 200; step++) {
            data.batch(step, step % 3, 5, context, batch);
            Arrays.stream(batch).forEach(training::set);
        }
        BitSet validation = new BitSet();
        BitSet targets = new BitSet();
        int[] window = new int[context + 3];
        for (int w = 0; w < data.validationWindows(context); w++) {
            data.validationWindow(w, context, window, 2);
            for (int i = 2; i < window.length; i++) {
                validation.set(window[i]);
                if (i > 2) {
                    assertThat(targets.get(window[i])).isFalse();
                    targets.set(window[i]);
                }
            }
        }
        assertThat(validation.isEmpty()).isFalse();
        assertThat(training.intersects(validation)).isFalse();
        assertThat(targets.cardinality())
                .isGreaterThan((int) data.validationTokens() - context - 1);
        List<Document> heldOut = data.heldOut(1000, Integer.MAX_VALUE);
        BitSet analysed = new BitSet();
        heldOut.forEach(d -> Arrays.stream(Objects.requireNonNull(d.ids())).forEach(analysed::set));
        assertThat(analysed.intersects(training)).isFalse();
        assertThat(analysed.cardinality()).isEqualTo((int) data.validationTokens());
        if (count > 1) {
            Set<Integer> whole = new HashSet<>();
            heldOut.forEach(d -> whole.add(Objects.requireNonNull(d.ids()).length));
            documents.forEach(d -> assertThat(validationHolds(analysed, d)).isIn(0, d.length));
        }
    }

    private static int validationHolds(BitSet validation, int[] document) {
        return (int) Arrays.stream(document).filter(validation::get).count();
    }

    @Test
    void aSingleTextIsCutAsNanoGptCutsIt() {
        SplitTokens data = SplitTokens.of(List.of(IntStream.range(0, 1115394).toArray()), 0.1, 1);
        assertThat(data.trainingTokens()).isEqualTo((long) (0.9 * 1115394));
        assertThat(data.validationTokens()).isEqualTo(1115394 - (long) (0.9 * 1115394));
        int[] window = new int[65];
        Set<Integer> starts = new HashSet<>();
        for (int w = 0; w < data.validationWindows(64); w++) {
            data.validationWindow(w, 64, window, 0);
            starts.add(window[0]);
            for (int i = 1; i <= 64; i++) {
                assertThat(window[i]).isEqualTo(window[0] + i);
            }
        }
        assertThat(starts).hasSize((int) (data.validationTokens() - 1) / 64);
    }

    /** Every start may come, each about as often. */
    @Test
    void windowsBeginAnywhereInTraining() {
        SplitTokens data = SplitTokens.of(List.of(IntStream.range(0, 100).toArray()), 0.1, 9);
        int[] times = new int[90];
        int[] batch = new int[10 * 11];
        for (int step = 0; step < 8000; step++) {
            data.batch(step, 0, 10, 10, batch);
            for (int b = 0; b < 10; b++) {
                times[batch[b * 11]]++;
                assertThat(batch[b * 11 + 10]).isEqualTo(batch[b * 11] + 10);
            }
        }
        for (int start = 0; start < 90; start++) {
            // 1,000 expected: 6 standard deviations either side
            assertThat(times[start]).isBetween(start < 80 ? 810 : 0, start < 80 ? 1190 : 0);
        }
    }

    @Test
    void aBatchIsAFunctionOfSeedStepAndAccumulation() {
        List<int[]> documents = documents(new Random(3), 50, 100);
        SplitTokens data = SplitTokens.of(documents, 0.1, 7);
        Set<List<Integer>> seen = new HashSet<>();
        for (long step : new long[] {0, 1, 2, 1L << 40}) {
            for (int micro = 0; micro < 3; micro++) {
                assertThat(seen.add(batch(data, step, micro))).isTrue();
                assertThat(batch(SplitTokens.of(documents, 0.1, 7), step, micro))
                        .isEqualTo(batch(data, step, micro));
            }
        }
        assertThat(batch(SplitTokens.of(documents, 0.1, 8), 0, 0)).isNotEqualTo(batch(data, 0, 0));
    }

    private static List<Integer> batch(TokenData data, long step, int micro) {
        int[] into = new int[4 * 9];
        data.batch(step, micro, 4, 8, into);
        return Arrays.stream(into).boxed().toList();
    }

    @Test
    void theChoiceFollowsWhatDocumentsHoldAndTheSeed() {
        List<int[]> documents = documents(new Random(4), 300, 50);
        Set<String> held = heldOut(documents, 7);
        List<int[]> reversed = new ArrayList<>(documents).reversed();
        assertThat(heldOut(reversed, 7)).isEqualTo(held);
        assertThat(heldOut(documents, 8)).isNotEqualTo(held);
        SplitTokens data = SplitTokens.of(documents, 0.1, 7);
        double share =
                (double) data.validationTokens()
                        / (data.trainingTokens() + data.validationTokens());
        assertThat(share).isBetween(0.09, 0.16);
    }

    private static Set<String> heldOut(List<int[]> documents, long seed) {
        Set<String> held = new HashSet<>();
        SplitTokens.of(documents, 0.1, seed)
                .heldOut(1000, Integer.MAX_VALUE)
                .forEach(d -> held.add(Arrays.toString(d.ids())));
        return held;
    }

    @Test
    void equalDocumentsStayTogetherAndEachSideHasOne() {
        for (int seed = 0; seed < 50; seed++) {
            SplitTokens twins =
                    SplitTokens.of(
                            List.of(new int[] {1, 2}, new int[] {3, 4, 5}, new int[] {1, 2}),
                            0.1,
                            seed);
            assertThat(twins.validationTokens()).isIn(3L, 4L);
            SplitTokens small =
                    SplitTokens.of(
                            List.of(new int[] {1}, IntStream.range(0, 5000).toArray()), 0.1, seed);
            assertThat(small.validationTokens()).isEqualTo(1);
        }
        List<int[]> same = List.of(new int[] {1, 2}, new int[] {1, 2});
        assertThatThrownBy(() -> SplitTokens.of(same, 0.1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all documents of the text are the same");
    }

    @Test
    void aTextTooShortForAWindowIsRefused() {
        SplitTokens data = SplitTokens.of(List.of(IntStream.range(0, 100).toArray()), 0.1, 1);
        data.require(9);
        assertThatThrownBy(() -> data.require(10))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "the text has 10 tokens held out for validation, too few for one window of"
                                + " 10; give more text or a smaller --context.");
    }

    @Test
    void theFirstValidationWindowsAreSpreadOverAll() {
        for (int n = 1; n < 200; n++) {
            BitSet seen = new BitSet();
            for (int i = 0; i < n; i++) {
                seen.set(Spread.place(i, n));
            }
            assertThat(seen.cardinality()).as("all of %d", n).isEqualTo(n);
        }
        BitSet quarters = new BitSet();
        for (int i = 0; i < 8; i++) {
            quarters.set(Spread.place(i, 100_000) / 25_000);
        }
        assertThat(quarters.cardinality()).isEqualTo(4);
        assertThat(Spread.place(Integer.MAX_VALUE - 1, Integer.MAX_VALUE)).isNotNegative();
    }
}
