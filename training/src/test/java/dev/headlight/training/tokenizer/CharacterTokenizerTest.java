package dev.headlight.training.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.SharedData;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CharacterTokenizerTest {

    private static TokenizerFiles of(String... texts) {
        CharacterTokenizer characters = new CharacterTokenizer();
        for (String text : texts) {
            characters.add(text);
        }
        return characters.finish();
    }

    @Test
    void charactersHaveIdsInTheirOrder() {
        Tokenizer tokenizer = of("ba\n", "\ud83d\ude00 c").tokenizer();
        assertThat(tokenizer.vocab()).isEqualTo(7);
        assertThat(tokenizer.encode("\n abc\ud83d\ude00")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tokenizer.eos()).hasValue(0);
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.special(0)).isTrue();
        assertThat(tokenizer.piece(6)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void aCharacterThatTheTextDidNotHaveIsTheSpecialToken() {
        Tokenizer tokenizer = of("ab").tokenizer();
        assertThat(tokenizer.encode("axyb")).containsExactly(1, 0, 0, 2);
        assertThat(tokenizer.decode(1, 0, 0, 2)).isEqualTo("ab");
    }

    /** A token a code point and the text again, line ends and all; against the definition. */
    @Test
    void nastyTextsAreSaidCharacterByCharacter() {
        TokenizerFiles files = of(NastyTexts.ALL.toArray(String[]::new));
        Tokenizer tokenizer = files.tokenizer();
        List<Integer> order = new ArrayList<>(List.of(-1));
        NastyTexts.ALL.stream()
                .flatMapToInt(String::codePoints)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .sorted()
                .distinct()
                .forEach(order::add);
        assertThat(tokenizer.vocab()).isEqualTo(order.size());
        for (String text : NastyTexts.ALL) {
            String read = NastyTexts.read(text);
            String special = read.replace(ByteLevelBpe.END_OF_TEXT, "");
            int[] ids = tokenizer.encode(text);
            assertThat(tokenizer.decode(ids)).isEqualTo(special);
            if (special.equals(read)) {
                assertThat(ids).isEqualTo(read.codePoints().map(order::indexOf).toArray());
            }
        }
    }

    @Test
    void aRealTextComesBack() throws Exception {
        String text = Files.readString(SharedData.file("text/tinyshakespeare.txt"));
        Tokenizer tokenizer = of(text).tokenizer();
        assertThat(tokenizer.vocab()).isEqualTo(66);
        int[] ids = tokenizer.encode(text);
        assertThat(ids).hasSize(text.length());
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }

    @Test
    void nothingMakesNoTokenizer() {
        assertThatThrownBy(() -> of(""))
                .isInstanceOf(InputException.class)
                .hasMessage("the text has no characters to make tokens of.");
    }

    @Test
    void aClosedListHasItsPlacesAsIdsAndNothingBesides() {
        Tokenizer tokenizer = CharacterTokenizer.closed(List.of("0", "1", "+", "=")).tokenizer();
        assertThat(tokenizer.vocab()).isEqualTo(4);
        assertThat(tokenizer.encode("01+1=")).containsExactly(0, 1, 2, 1, 3);
        assertThat(tokenizer.encode("0?1")).containsExactly(0, 1);
        assertThat(tokenizer.decode(1, 2, 0, 3)).isEqualTo("1+0=");
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.eos()).isEmpty();
        assertThat(tokenizer.special(3)).isFalse();
    }
}
