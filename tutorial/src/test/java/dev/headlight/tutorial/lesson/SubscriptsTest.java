package dev.headlight.tutorial.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c = W_q W_k, and W_v | c = W<q> W<k>, and W<v>",
                "∂L/∂W_q | ∂L/∂W<q>",
                "s_(i-1) < a_(i-1) + b_i | s<i-1> < a<i-1> + b<i>",
                "Σ_ij a_ij' | Σ<ij> a<ij>'",
                "w_mark | w<mark>",
                "max_tokens, a_b_c, W_ q | max_tokens, a<b_c>, W_ q",
                "none | none"
            })
    void anIndexStandsLowerAfterOneLetter(String text, String set) {
        assertThat(Subscripts.set(text, "<", ">")).isEqualTo(set);
    }

    @org.junit.jupiter.api.Test
    void marksAreTakenAsTheyAre() {
        assertThat(Subscripts.set("W_q", "$1\\", "$")).isEqualTo("W$1\\q$");
    }
}
