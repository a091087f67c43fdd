package dev.headlight.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoryTokensTest {

    private static final int CONTEXT = 64;

    private static StoryTokens tokens(long seed, double songs) {
        return new StoryTokens(seed, songs, CONTEXT, 8, 50, 100);
    }

    private static List<int[]> training(StoryTokens data) {
        List<int[]> windows = new ArrayList<>();
        int[] batch = new int[4 * (CONTEXT + 1)];
        for (int step = 0; step < 50; step++) {
            for (int micro = 0; micro < 2; micro++) {
                data.batch(step, micro, 4, CONTEXT, batch);
                for (int b = 0; b < 4; b++) {
                    windows.add(
                            Arrays.copyOfRange(batch, b * (CONTEXT + 1), (b + 1) * (CONTEXT + 1)));
                }
            }
        }
        return windows;
    }

    private static List<int[]> validation(StoryTokens data) {
        List<int[]> windows = new ArrayList<>();
        for (int w = 0; w < data.validationWindows(CONTEXT); w++) {
            int[] window = new int[CONTEXT + 1];
            data.validationWindow(w, CONTEXT, window, 0);
            windows.add(window);
        }
        return windows;
    }

    @Test
    void everyWindowIsADocumentFromItsBeginning() {
        Tokenizer tokenizer = StoryTokens.tokenizer().tokenizer();
        assertThat(tokenizer.vocab()).isLessThanOrEqualTo(256);
        StoryTokens data = tokens(1, 0.5);
        data.require(CONTEXT);
        Set<Integer> used = new HashSet<>();
        int songs = 0;
        for (int[] window : training(data)) {
            assertThat(window[0]).isEqualTo(tokenizer.bos().orElseThrow());
            assertThat(window).doesNotContain(1);
            assertThat(tokenizer.encode(tokenizer.decode(window)))
                    .isEqualTo(Arrays.stream(window).filter(id -> id != 0).toArray());
            Arrays.stream(window).forEach(used::add);
            songs += song(window) ? 1 : 0;
        }
        assertThat(used).hasSize(tokenizer.vocab() - 1);
        assertThat(songs).isBetween(160, 240);
        assertThat(training(tokens(1, 1))).allMatch(StoryTokensTest::song);
        assertThat(training(tokens(1, 0))).noneMatch(StoryTokensTest::song);
    }

    /** A verse of different words, sung again to the end. */
    private static boolean song(int[] window) {
        int verse = 1;
        while (verse < window.length - 1 && window[verse + 1] != window[1]) {
            verse++;
        }
        for (int i = verse + 1; i < window.length; i++) {
            if (window[i] != window[i - verse]) {
                return false;
            }
        }
        return Arrays.stream(window, 1, verse + 1).distinct().count() == verse && verse <= 24;
    }

    @Test
    void nothingHeldOutIsLearntFromAndNothingComesTwice() {
        StoryTokens data = tokens(3, 0.7);
        Set<List<Integer>> windows = new HashSet<>();
        training(data).forEach(w -> assertThat(windows.add(list(w))).isTrue());
        validation(data).forEach(w -> assertThat(windows.add(list(w))).isTrue());
        assertThat(windows).hasSize(500);
        int[] first = new int[CONTEXT + 1];
        int[] again = new int[CONTEXT + 1];
        data.batch(0, 0, 1, CONTEXT, first);
        data.batch(50, 0, 1, CONTEXT, again);
        assertThat(again).isEqualTo(first);
        for (Document document : data.heldOut(1000, 5000)) {
            int[] ids = Objects.requireNonNull(document.ids());
            assertThat(song(ids)).isEqualTo(document.id().startsWith("song-"));
        }
        assertThat(data.heldOut(1000, 5000)).hasSize(79);
        assertThat(data.heldOut(7, 5000)).hasSize(7);
    }

    private static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    @Test
    void allFollowsFromTheSeed() {
        assertThat(tokens(5, 0.8).fingerprint()).isEqualTo(tokens(5, 0.8).fingerprint());
        assertThat(tokens(6, 0.8).fingerprint()).isNotEqualTo(tokens(5, 0.8).fingerprint());
        assertThatThrownBy(() -> tokens(5, 0.8).require(32))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
