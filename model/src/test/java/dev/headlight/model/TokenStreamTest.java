package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenStreamTest {

    /** A token is a byte; a space that begins what is decoded is left out, as SentencePiece does. */
    private static final Tokenizer BYTES =
            new Tokenizer() {
                @Override
                public int vocab() {
                    return 256;
                }

                @Override
                public int[] encode(String text) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    int[] ids = new int[bytes.length];
                    for (int i = 0; i < ids.length; i++) {
                        ids[i] = bytes[i] & 0xFF;
                    }
                    return ids;
                }

                @Override
                public String decode(int... ids) {
                    byte[] bytes = new byte[ids.length];
                    for (int i = 0; i < ids.length; i++) {
                        bytes[i] = (byte) ids[i];
                    }
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    return text.startsWith(" ") ? text.substring(1) : text;
                }

                @Override
                public String piece(int id) {
                    return decode(id);
                }

                @Override
                public OptionalInt bos() {
                    return OptionalInt.empty();
                }

                @Override
                public OptionalInt eos() {
                    return OptionalInt.empty();
                }

                @Override
                public boolean special(int id) {
                    return false;
                }
            };

    @Test
    void aPieceIsWholeCharacters() {
        assertThat(pieces("x", "a\u00e9\u20ac\ud83d\ude00z"))
                .containsExactly("a", "\u00e9", "\u20ac", "\ud83d\ude00", "z");
    }

    @Test
    void spacesStayAndTheFirstIsLeftOutAtTheBeginningOnly() {
        assertThat(String.join("", pieces("x", " a b  c"))).isEqualTo(" a b  c");
        assertThat(String.join("", pieces("", " a b"))).isEqualTo("a b");
    }

    @Test
    void bytesThatAreNoCharacterDoNotHoldUpTheRest() {
        List<String> pieces = new ArrayList<>();
        TokenStream stream = new TokenStream(BYTES, new int[0], pieces::add);
        for (int id : new int[] {'a', 0xFF, 0xFE, 0xFF, 'b', 'c', 0xE2}) {
            stream.accept(id);
        }
        assertThat(String.join("", pieces)).isEqualTo("a\uFFFD\uFFFD\uFFFDbc");
        stream.flush();
        assertThat(String.join("", pieces)).isEqualTo("a\uFFFD\uFFFD\uFFFDbc\uFFFD");
    }

    private static List<String> pieces(String prompt, String text) {
        List<String> pieces = new ArrayList<>();
        TokenStream stream = new TokenStream(BYTES, BYTES.encode(prompt), pieces::add);
        for (int id : BYTES.encode(text)) {
            stream.accept(id);
        }
        stream.flush();
        return pieces;
    }
}
