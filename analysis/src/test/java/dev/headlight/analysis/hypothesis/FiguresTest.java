package dev.headlight.analysis.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.53249, 0.532",
        "1.0, 1",
        "0, 0",
        "-0.0, 0",
        "123.45, 123",
        "-12.345, -12.3",
        "0.00001234, 0.000012",
        "0.0000001, 0",
        "-0.0000001, 0",
        "NaN, none",
        "Infinity, infinity"
    })
    void threeDigitsThatCount(double x, String text) {
        assertThat(Figures.number(x)).isEqualTo(text);
    }
}
