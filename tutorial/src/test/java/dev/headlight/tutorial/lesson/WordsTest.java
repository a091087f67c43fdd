package dev.headlight.tutorial.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    @Test
    void readsItsMarkup() {
        Words words = Words.of("a *b* `c*d` {q|Q} {x} e");
        assertThat(words.plain()).isEqualTo("a b c*d Q {x} e");
        assertThat(words.spans().get(1))
                .isEqualTo(new Words.Span("b", Words.Style.STRONG, Role.PLAIN));
        assertThat(words.spans().get(3))
                .isEqualTo(new Words.Span("c*d", Words.Style.CODE, Role.PLAIN));
        assertThat(words.spans().get(5))
                .isEqualTo(new Words.Span("Q", Words.Style.PLAIN, Role.QUERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a *b", "`c", "{q|Q", "{?|Q}"})
    void aMarkLeftOpenIsRefused(String markup) {
        assertThatThrownBy(() -> Words.of(markup)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "9.0574, 3, 9.057",
        "8, 3, 8",
        "-0.5, 3, -0.5",
        "0, 3, 0",
        "-0.0, 3, 0",
        "0.0000012, 3, 1.2e-06",
        "2.5, 0, 3",
        "100, 2, 100",
        "1e20, 1, 1.0e+20"
    })
    void numbersAsTheyAreWritten(double x, int decimals, String text) {
        assertThat(Numbers.plain(x, decimals)).isEqualTo(text);
    }
}
