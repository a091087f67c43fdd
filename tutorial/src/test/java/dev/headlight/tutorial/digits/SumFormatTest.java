package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SumFormatTest {

    @Test
    void aSumIsWrittenInEitherOrder() {
        SumFormat least = new SumFormat(3, DigitOrder.LEAST_FIRST);
        SumFormat greatest = new SumFormat(3, DigitOrder.GREATEST_FIRST);
        Sum sum = new Sum(47, 985);
        assertThat(SumFormat.text(least.ids(sum))).isEqualTo("740+589=2301");
        assertThat(SumFormat.text(greatest.ids(sum))).isEqualTo("047+985=1032");
        assertThat(least.context()).isEqualTo(11);
        assertThat(least.ids(sum)).hasSize(12);
    }

    @ParameterizedTest
    @EnumSource
    void aDigitStandsWhereTheFormatSaysAndTheResultIsReadBack(DigitOrder order) {
        for (int digits = 1; digits <= 3; digits++) {
            SumFormat format = new SumFormat(digits, order);
            int numbers = format.numbers();
            for (int a = 0; a < numbers; a += 7) {
                for (int b = 0; b < numbers; b += 3) {
                    int[] ids = format.ids(new Sum(a, b));
                    assertThat(format.result(ids, format.questionTokens())).isEqualTo(a + b);
                    int unit = 1;
                    for (int place = 0; place <= digits; place++, unit *= 10) {
                        if (place < digits) {
                            assertThat(ids[format.positionOfFirst(place)]).isEqualTo(a / unit % 10);
                            assertThat(ids[format.positionOfSecond(place)])
                                    .isEqualTo(b / unit % 10);
                        }
                        assertThat(ids[format.positionOfResult(place)])
                                .isEqualTo((a + b) / unit % 10);
                    }
                }
            }
        }
    }

    @Test
    void tenDigitsHaveRoom() {
        SumFormat format = new SumFormat(10, DigitOrder.LEAST_FIRST);
        Sum sum = new Sum(9_876_543_210L, 9_999_999_999L);
        assertThat(SumFormat.text(format.ids(sum))).isEqualTo("0123456789+9999999999=90234567891");
        assertThat(format.result(format.ids(sum), format.questionTokens()))
                .isEqualTo(19_876_543_209L);
        assertThat(format.largest()).isEqualTo(9_999_999_999L);
        assertThat(sum.longestCarryChain()).isEqualTo(9);
        assertThatThrownBy(format::numbers).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anAnswerWithASignIsNoNumber() {
        SumFormat format = new SumFormat(1, DigitOrder.LEAST_FIRST);
        assertThat(format.result(new int[] {3, SumFormat.PLUS}, 0)).isEqualTo(-1);
        assertThatThrownBy(() -> new SumFormat(11, DigitOrder.LEAST_FIRST))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a sum of 11 digits");
    }

    @Test
    void carriesAreCountedAsOnPaper() {
        for (int a = 0; a < 1000; a += 3) {
            for (int b = 0; b < 1000; b += 7) {
                // Each carry turns ten into one: the digits of a and b lose nine.
                int lost = digitSum(a) + digitSum(b) - digitSum(a + b);
                assertThat(new Sum(a, b).carries()).isEqualTo(lost / 9);
            }
        }
        assertThat(new Sum(12, 34).longestCarryChain()).isZero();
        assertThat(new Sum(999, 1).longestCarryChain()).isEqualTo(3);
        assertThat(new Sum(909, 909).longestCarryChain()).isEqualTo(1);
        assertThat(new Sum(909, 909).carries()).isEqualTo(2);
        assertThat(new Sum(55, 55).longestCarryChain()).isEqualTo(2);
    }

    private static int digitSum(int x) {
        return x == 0 ? 0 : x % 10 + digitSum(x / 10);
    }
}
