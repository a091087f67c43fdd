package dev.headlight.model.tokenizer;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token of each id as a file writes it, and how to show one.
 *
 * @param tokens [vocab]; null where no token has the id
 * @param added ids whose tokens are written in plain letters whatever the others are written in
 * @param byteLevel whether the others are written in the letters of {@link ByteLevelAlphabet}
 */
record Vocabulary(List<@Nullable String> tokens, BitSet added, boolean byteLevel) {

    int size() {
        return tokens.size();
    }

    /** A token as a person should see it: never empty, lone bytes as {@code <0xE2>}, U+2581 as a space. */
    String shown(int id) {
        String token = tokens.get(id);
        if (token == null || token.isEmpty()) {
            return "<" + id + ">";
        }
        byte[] bytes = byteLevel && !added.get(id) ? ByteLevelAlphabet.bytes(token) : null;
        return bytes != null ? ByteLevelAlphabet.shown(bytes) : token.replace('\u2581', ' ');
    }
}
