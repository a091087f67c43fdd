package dev.headlight.training.tokenizer;

import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A token a character: the different code points of a text in their order, from id 1. Id 0 is {@value
 * ByteLevelBpe#END_OF_TEXT}: it stands between documents, and for a character that the text did not have.
 *
 * <p>In Hugging Face's terms a BPE that merges nothing: it cuts a text into characters by itself.
 */
public final class CharacterTokenizer {

    private final BitSet seen = new BitSet();

    /**
     * A token a character over a closed list: the ids are the places in it, no token begins or ends a text, and a
     * character that is not in the list is left out.
     *
     * @param characters each once, and each one character
     */
    public static TokenizerFiles closed(List<String> characters) {
        return of("", characters, List.of(), TokenizerFiles.config("", ""));
    }

    private static TokenizerFiles of(
            String unknown, List<String> tokens, List<?> added, Map<String, Object> config) {
        Map<String, Object> json =
                JsonObject.of(
                        "version",
                        "1.0",
                        "added_tokens",
                        added,
                        "decoder",
                        JsonObject.of("type", "Fuse"),
                        "model",
                        TokenizerFiles.bytePairs(unknown, tokens, List.of()));
        return TokenizerFiles.of(json, config);
    }

    /** Takes in a text, which may be a part of a longer one. */
    public void add(String text) {
        text.codePoints().filter(CharacterTokenizer::whole).forEach(seen::set);
    }

    /** Half a surrogate pair is no character. */
    private static boolean whole(int codePoint) {
        return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }

    /**
     * The tokenizer of what was taken in.
     *
     * @throws InputException where that is nothing
     */
    public TokenizerFiles finish() {
        if (seen.isEmpty()) {
            throw new InputException("the text has no characters to make tokens of.");
        }
        List<String> tokens = new ArrayList<>();
        tokens.add(ByteLevelBpe.END_OF_TEXT);
        seen.stream().mapToObj(Character::toString).forEach(tokens::add);
        return of(
                ByteLevelBpe.END_OF_TEXT,
                tokens,
                List.of(TokenizerFiles.special(0, ByteLevelBpe.END_OF_TEXT)),
                TokenizerFiles.config(ByteLevelBpe.END_OF_TEXT, ByteLevelBpe.END_OF_TEXT));
    }
}
