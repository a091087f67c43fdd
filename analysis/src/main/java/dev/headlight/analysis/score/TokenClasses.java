package dev.headlight.analysis.score;

import dev.headlight.model.Tokenizer;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The class of every token id. A token is <em>special</em> where the tokenizer says so; <em>newline</em>
 * where its piece is white space with a line break in it; <em>punctuation</em> where its piece without
 * white space and space markers is Unicode punctuation and symbols only; else <em>ordinary</em>.
 */
public final class TokenClasses implements Serializable {

    /** The classes; the first three make up {@code special_mass}'s S. */
    public enum Kind {
        PUNCTUATION,
        NEWLINE,
        SPECIAL,
        ORDINARY
    }

    private final Kind[] kinds;

    private TokenClasses(Kind[] kinds) {
        this.kinds = kinds;
    }

    /** The classes of a tokenizer's ids; ids the model has beyond them are ordinary. */
    public static TokenClasses of(Tokenizer tokenizer) {
        Kind[] kinds = new Kind[tokenizer.vocab()];
        for (int id = 0; id < kinds.length; id++) {
            kinds[id] = tokenizer.special(id) ? Kind.SPECIAL : kind(tokenizer.piece(id));
        }
        return new TokenClasses(kinds);
    }

    /** The classes of a model without a tokenizer: all ordinary. */
    public static TokenClasses none() {
        return new TokenClasses(new Kind[0]);
    }

    /** The classes as given, by id. */
    public static TokenClasses of(Kind... kinds) {
        return new TokenClasses(Arrays.copyOf(kinds, kinds.length));
    }

    public Kind kind(int id) {
        return id < kinds.length ? kinds[id] : Kind.ORDINARY;
    }

    /** Whether an id is in S: punctuation, newline or special. */
    public boolean inS(int id) {
        return kind(id) != Kind.ORDINARY;
    }

    /** The class of an ordinary token's piece. */
    static Kind kind(String piece) {
        String text = piece;
        if (text.matches("<0x[0-9A-Fa-f]{2}>")) {
            text = String.valueOf((char) Integer.parseInt(text.substring(3, 5), 16));
            if (text.charAt(0) > 0x7f) {
                return Kind.ORDINARY; // a part of a character
            }
        }
        boolean lineBreak = false;
        boolean punctuation = false;
        for (int c : text.codePoints().toArray()) {
            if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
                lineBreak = true;
            } else if (isSymbol(c)) {
                punctuation = true;
            } else if (!isSpace(c)) {
                return Kind.ORDINARY;
            }
        }
        return punctuation ? Kind.PUNCTUATION : lineBreak ? Kind.NEWLINE : Kind.ORDINARY;
    }

    /** White space, and SentencePiece's marker of a space. */
    private static boolean isSpace(int c) {
        return c == 0x2581 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isSymbol(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL ->
                    c != 0x2581 && c != 0xFFFD;
            default -> false;
        };
    }
}
