package dev.headlight.explorer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.UsageException;
import org.junit.jupiter.api.Test;

class TextTokensTest {

    private final OpenModel wired = WiredModel.open();

    @Test
    void theBeginTokenComesFirstAndWhatIsTooMuchIsCounted() {
        TextTokens tokens =
                TextTokens.of("the cat saw the cat", wired.tokenizer(), wired.config(), 4);
        assertThat(tokens.begins()).isTrue();
        assertThat(tokens.pieces(wired.tokenizer())).containsExactly("<s>", "the", "cat", "saw");
        assertThat(tokens.left()).isEqualTo(2);
    }

    @Test
    void learnedPositionsBoundTheText() {
        TextTokens tokens =
                TextTokens.of("cat ".repeat(300), wired.tokenizer(), wired.config(), 512);
        assertThat(tokens.ids()).hasSize(WiredModel.CONTEXT);
        assertThat(tokens.left()).isEqualTo(301 - WiredModel.CONTEXT);
    }

    @Test
    void withoutATokenizerIdsAreRead() {
        assertThat(TextTokens.of(" 3, 1 4\n1", null, wired.config(), 9).ids())
                .containsExactly(3, 1, 4, 1);
        assertThatThrownBy(() -> TextTokens.of("3 x", null, wired.config(), 9))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("token ids from 0 to 406");
        assertThatThrownBy(() -> TextTokens.of("407", null, wired.config(), 9))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> TextTokens.of(" ", null, wired.config(), 9))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no text");
    }
}
