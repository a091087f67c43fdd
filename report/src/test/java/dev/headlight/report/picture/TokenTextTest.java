package dev.headlight.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.report.SampleResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTextTest {

    @ParameterizedTest
    @CsvSource({
        "cat, cat",
        "' cat', '\u00b7cat'",
        "'\n', \\n",
        "'\u0007', <0x07>",
        "'\u202e', <U+202E>",
        "'', (empty)",
        "<script>alert(1)</script>, <script>a\u2026ipt>",
    })
    void whatCannotBeSeenIsNamed(String token, String visible) {
        assertThat(TokenText.visible(token)).isEqualTo(visible);
    }

    @Test
    void nothingLeavesTheLabel() {
        for (String token : SampleResults.NASTY) {
            String text = TokenText.visible(token);
            assertThat(text).isNotBlank();
            assertThat(text.codePointCount(0, text.length()))
                    .isLessThanOrEqualTo(TokenText.LONGEST);
            assertThat(text.chars().noneMatch(Character::isISOControl)).isTrue();
        }
    }
}
