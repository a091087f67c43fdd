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
        Map<String, Object> model =
                JsonObject.of(
                        "type",
                        "BPE",
                        "fuse_unk",
                        false,
                        "byte_fallback",
                        false,
                        "ignore_merges",
                        false,
                        "vocab",
                        TokenizerFiles.vocabulary(characters),
                        "merges",
                        List.of());
        Map<String, Object> json =
                JsonObject.of(
                        "version",
                        "1.0",
                        "added_tokens",
                        List.of(),
                        "decoder",
                        JsonObject.of("type", "Fuse"),
                        "model",
                        model);
        return TokenizerFiles.of(
                json,
                JsonObject.of(
                        "tokenizer_class",
                        "PreTrainedTokenizerFast",
                        "clean_up_tokenization_spaces",
                        false));
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
        Map<String, Object> model =
                JsonObject.of(
                        "type",
                        "BPE",
                        "unk_token",
                        ByteLevelBpe.END_OF_TEXT,
                        "fuse_unk",
                        false,
                        "byte_fallback",
                        false,
                        "ignore_merges",
                        false,
                        "vocab",
                        TokenizerFiles.vocabulary(tokens),
                        "merges",
                        List.of());
        Map<String, Object> json =
                JsonObject.of(
                        "version",
                        "1.0",
                        "added_tokens",
                        List.of(TokenizerFiles.special(0, ByteLevelBpe.END_OF_TEXT)),
                        "decoder",
                        JsonObject.of("type", "Fuse"),
                        "model",
                        model);
        return TokenizerFiles.of(
                json, TokenizerFiles.config(ByteLevelBpe.END_OF_TEXT, ByteLevelBpe.END_OF_TEXT));
    }
}
