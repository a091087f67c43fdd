package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    @ParameterizedTest
    @CsvSource({
        "0, true, 0, 1", "1, true, 1, 0", "7, true, 1, 0", "8, true, 2, 0", "15, true, 3, 0",
        "0, false, 0, 1", "1, false, 0, 1", "8, false, 1, 0", "9, false, 1, 1", "10, false, 2, 0"
    })
    void coverTheDocumentInOrder(int tokens, boolean begin, int windows, int dropped) {
        int[] ids = IntStream.range(100, 100 + tokens).toArray();
        Windows cutter = new Windows(8, begin ? OptionalInt.of(1) : OptionalInt.empty());
        Windows.Cut cut = cutter.cut(new TokenizedDocument("d", ids));
        assertThat(cut.windows()).hasSize(windows);
        assertThat(cut.dropped()).isEqualTo(dropped);
        int next = 100;
        for (Window window : cut.windows()) {
            assertThat(window.ids().length).isBetween(2, 8);
            assertThat(window.beginToken()).isEqualTo(begin);
            int from = 0;
            if (begin) {
                assertThat(window.ids()[0]).isEqualTo(1);
                from = 1;
            }
            for (int i = from; i < window.ids().length; i++) {
                assertThat(window.ids()[i]).isEqualTo(next++);
            }
        }
        if (dropped == 0) {
            assertThat(next).isEqualTo(100 + tokens);
        }
    }

    @Test
    void nothingIsAddedToTokenIds() {
        Windows.Cut cut =
                new Windows(4, OptionalInt.of(1))
                        .cut(new TokenizedDocument("d", new int[] {5, 6, 7, 8, 9, 10}, true));
        assertThat(cut.windows().get(0).ids()).containsExactly(5, 6, 7, 8);
        assertThat(cut.windows().get(1).ids()).containsExactly(9, 10);
        assertThat(cut.windows().get(1).blockId()).isEqualTo("d#1");
    }

    @Test
    void aContextWithoutARowIsRefused() {
        assertThatThrownBy(() -> new Windows(1, OptionalInt.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("context of 1");
    }

    @ParameterizedTest
    @CsvSource({"1024, 50, 500", "501, 50, 500", "500, 50, 488", "128, 12, 116", "20, 2, 8"})
    void lossPositionsFollowTheLength(int longest, int early, int late) {
        LossPositions positions = LossPositions.forLength(longest, 100);
        assertThat(positions.early()).isEqualTo(early);
        assertThat(positions.late()).isEqualTo(late);
        assertThat(positions.of(longest))
                .contains(early, late, 1)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(positions.of(late)).doesNotContain(late);
    }

    @Test
    void whatIsTooShortHasNoIcl() {
        assertThat(LossPositions.forLength(13, 1).hasIcl()).isFalse();
        assertThat(LossPositions.forLength(11, 1).of(11))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void decayBinsCoverEveryDistanceOnce() {
        assertThat(DecayBins.froms(12)).containsExactly(0, 1, 2, 3, 4, 5, 8, 11, 16, 22, 32, 45);
        for (int bin = 0; bin < 40; bin++) {
            assertThat(DecayBins.to(bin)).isGreaterThanOrEqualTo(DecayBins.from(bin));
            assertThat(DecayBins.from(bin + 1)).isEqualTo(DecayBins.to(bin) + 1);
        }
        assertThat(DecayBins.count(1)).isEqualTo(1);
        assertThat(DecayBins.count(8)).isEqualTo(6);
        assertThat(DecayBins.count(9)).isEqualTo(7);
    }
}
