package dev.headlight.tutorial.smallest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumData;
import dev.headlight.tutorial.digits.SumFormat;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarrySumsTest {

    private static final SumFormat FORMAT = SmallestAdder.FORMAT;
    private static final int WINDOW = 33;

    @Test
    void aBatchHoldsSumsWithTheirResults() {
        SumData data = CarrySums.data(FORMAT, 0.5, 1);
        int[] ids = new int[64 * WINDOW];
        data.batch(7, 0, 64, WINDOW - 1, ids);
        for (int b = 0; b < 64; b++) {
            int[] window = Arrays.copyOfRange(ids, b * WINDOW, (b + 1) * WINDOW);
            assertThat(window[10]).isEqualTo(SumFormat.PLUS);
            assertThat(window[21]).isEqualTo(SumFormat.EQUALS);
            BigInteger a = number(window, 0, 10);
            BigInteger c = number(window, 11, 10);
            assertThat(number(window, 22, 11)).isEqualTo(a.add(c));
        }
        int[] again = new int[ids.length];
        data.batch(7, 0, 64, WINDOW - 1, again);
        assertThat(again).isEqualTo(ids);
        data.batch(8, 0, 64, WINDOW - 1, again);
        assertThat(again).isNotEqualTo(ids);
        assertThat(data.counted(WINDOW - 1)).isEqualTo(11);
        assertThatThrownBy(() -> data.require(WINDOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BigInteger number(int[] ids, int from, int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = digits - 1; i >= 0; i--) {
            assertThat(ids[from + i]).isBetween(0, 9);
            text.append(ids[from + i]);
        }
        return new BigInteger(text.toString());
    }

    /** A column makes 9 by chance in one of ten, in a heavy sum in 3/4 + 1/4 of one of ten. */
    @Test
    void heavySumsHandCarriesOn() {
        assertThat(nines(CarrySums.random(FORMAT, 5000, 0, 4))).isCloseTo(0.1, within(0.01));
        assertThat(nines(CarrySums.random(FORMAT, 5000, 1, 4))).isCloseTo(0.775, within(0.01));
        assertThat(nines(CarrySums.random(FORMAT, 5000, 0.5, 4)))
                .isCloseTo((0.1 + 0.775) / 2, within(0.02));
    }

    private static double nines(List<Sum> sums) {
        double nines = 0;
        for (Sum sum : sums) {
            assertThat(sum.a()).isBetween(0L, 9_999_999_999L);
            assertThat(sum.b()).isBetween(0L, 9_999_999_999L);
            long a = sum.a();
            long b = sum.b();
            for (int i = 0; i < 10; i++, a /= 10, b /= 10) {
                nines += a % 10 + b % 10 == 9 ? 1 : 0;
            }
        }
        return nines / (10 * sums.size());
    }

    @Test
    void chainsMadeByHandAreAsLongAsTheyShouldBe() {
        List<Sum> chains = HeldOutSums.chains(FORMAT);
        assertThat(chains).hasSize(440);
        assertThat(HeldOutSums.WORDS).contains("and 440 chains");
        Map<Integer, Integer> byLength = new HashMap<>();
        for (Sum sum : chains) {
            assertThat(sum.a()).isBetween(0L, 9_999_999_999L);
            assertThat(sum.b()).isBetween(0L, 9_999_999_999L);
            byLength.merge(sum.longestCarryChain(), 1, Integer::sum);
        }
        // Of each length in ten digits: a start fewer the longer it is; three ways with a carry,
        // two orders.
        for (int length = 1; length <= 10; length++) {
            assertThat(byLength.get(length)).as("length %d", length).isEqualTo(6 * (11 - length));
        }
        assertThat(byLength.get(0)).isEqualTo(2 * 55);
        assertThat(chains)
                .contains(
                        new Sum(9_999_999_999L, 1),
                        new Sum(1, 9_999_999_999L),
                        new Sum(4_444_444_445L, 5_555_555_555L),
                        new Sum(4_444_444_444L, 5_555_555_555L));
        assertThat(HeldOutSums.random(FORMAT, 50)).doesNotContainAnyElementsOf(chains);
    }
}
