package dev.headlight.training.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.Tokenizer;
import dev.headlight.model.tokenizer.WordTokenizer;
import dev.headlight.text.Document;
import dev.headlight.text.StoryGrammar;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The library's reading of what we write, against our own tokenizer of words. */
class WordsTokenizerTest {

    private final WordTokenizer ours = new WordTokenizer(StoryGrammar.vocabulary());
    private final TokenizerFiles files = WordsTokenizer.of(StoryGrammar.vocabulary());
    private final Tokenizer library = files.tokenizer();

    @Test
    void storiesAndSongsAreTheSameIdsAndComeBack() {
        for (Document document : StoryGrammar.documents(3, 60)) {
            String text = Objects.requireNonNull(document.text());
            int[] ids = library.encode(text);
            assertThat(ids).isEqualTo(ours.encode(text)).doesNotContain(WordTokenizer.UNKNOWN);
            assertThat(library.decode(ids)).isEqualTo(text);
            int[] begun = new int[ids.length + 1];
            System.arraycopy(ids, 0, begun, 1, ids.length);
            assertThat(library.decode(begun)).isEqualTo(text);
        }
    }

    @Test
    void nastyTextsAreTheSameIds() {
        for (String text : NastyTexts.ALL) {
            String read = NastyTexts.read(text).replace("<s>", "").replace("<unk>", "");
            int[] ids = ours.encode(read);
            assertThat(library.encode(read)).as(read).isEqualTo(ids);
            assertThat(library.decode(ids)).isEqualTo(ours.decode(ids));
        }
    }

    @Test
    void specialTokensAreTheSame() {
        assertThat(library.vocab()).isEqualTo(ours.vocab());
        assertThat(library.bos()).isEqualTo(ours.bos());
        assertThat(library.eos()).isEqualTo(ours.eos());
        for (int id = 0; id < ours.vocab(); id++) {
            assertThat(library.special(id)).isEqualTo(ours.special(id));
            assertThat(library.piece(id)).isEqualTo(ours.piece(id));
        }
    }
}
