package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.Document;
import dev.headlight.text.StoryGrammar;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {

    private final WordTokenizer words = new WordTokenizer(StoryGrammar.vocabulary());

    @Test
    void storiesComeBackWholeAndNoWordIsUnknown() {
        for (Document document : StoryGrammar.documents(21, 200)) {
            String text = Objects.requireNonNull(document.text());
            int[] ids = words.encode(text);
            assertThat(ids).doesNotContain(WordTokenizer.UNKNOWN, WordTokenizer.BEGIN);
            assertThat(words.decode(ids)).isEqualTo(text);
        }
    }

    @Test
    void nastyTextsGiveIdsInRange() throws IOException {
        for (String text : NastyTexts.all()) {
            assertThat(Arrays.stream(words.encode(text)))
                    .allMatch(id -> id >= 1 && id < words.vocab());
        }
        assertThat(words.encode("")).isEmpty();
        assertThat(words.encode("the xyzzy.")).hasSize(3).contains(WordTokenizer.UNKNOWN);
    }

    @Test
    void specialTokensAreNamedAndLeftOut() {
        assertThat(words.piece(0)).isEqualTo("<s>");
        assertThat(words.piece(1)).isEqualTo("<unk>");
        assertThat(words.bos()).hasValue(0);
        assertThat(words.special(1)).isTrue();
        assertThat(words.special(2)).isFalse();
        assertThat(words.decode(0, 1, 2)).isEqualTo(words.piece(2));
        assertThatThrownBy(() -> new WordTokenizer(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
