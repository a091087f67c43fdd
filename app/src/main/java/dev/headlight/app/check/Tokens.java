package dev.headlight.app.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and signs of an expectation, read from left to right. */
final class Tokens {

    /**
     * A token.
     *
     * @param text without quotes
     * @param at 0-based
     */
    record Token(String text, int at) {

        boolean is(String word) {
            return text.equals(word);
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:\"([^\"]*)\"|([<>!]=|[<>=])|([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?(?![\\w-]))"
                            + "|([A-Za-z][\\w-]*))");

    private static final Token END = new Token("", -1);

    private final List<Token> tokens = new ArrayList<>();
    private final int length;
    private int position;

    Tokens(String text) throws Malformed {
        length = text.stripTrailing().length();
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < length) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                while (Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                throw new Malformed(
                        at, "'" + text.charAt(at) + "' begins no word, number or comparison");
            }
            for (int g = 1; g <= matcher.groupCount(); g++) {
                if (matcher.group(g) != null) {
                    tokens.add(new Token(matcher.group(g), matcher.start(g)));
                }
            }
            at = matcher.end();
        }
    }

    boolean done() {
        return position == tokens.size();
    }

    /** The next one, which stays; an empty one at the end. */
    Token peek() {
        return done() ? END : tokens.get(position);
    }

    /** Takes the next one if it is the word. */
    boolean take(String word) {
        if (!done() && peek().is(word)) {
            position++;
            return true;
        }
        return false;
    }

    /** Takes the next one, which must be there. */
    Token next(String expected) throws Malformed {
        if (done()) {
            throw new Malformed(length, "here " + expected + " is missing");
        }
        return tokens.get(position++);
    }

    /** That nothing follows. */
    void end() throws Malformed {
        if (!done()) {
            throw new Malformed(peek().at(), "nothing may follow here");
        }
    }
}
