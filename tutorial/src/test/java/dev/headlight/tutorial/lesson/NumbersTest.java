package dev.headlight.tutorial.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0%",
        "0.975, 97.5%",
        "0.9994, 99.9%",
        "0.99979588, 99.98%",
        "0.99999899, 99.9999%",
        "1, 100.0%",
        "NaN, -"
    })
    void aShareIsNeverWholeWhereSomethingIsMissing(double share, String text) {
        assertThat(Numbers.percent(share)).isEqualTo(text);
    }
}
