package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How words are written as text, and read back. A word is a run of letters, digits, apostrophes and
 * hyphens; a sign or a line break by itself; spaces stand between words, but not before a sign that
 * closes nor after one that opens. {@code split(join(words))} is {@code words}.
 */
public final class Prose {

    /**
     * The pattern of one word, for other engines of regular expressions too: what is white space is spelled
     * out, since engines differ there.
     */
    public static final String WORD_PATTERN =
            "\\n|[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}'’-]*[\\p{L}\\p{M}\\p{N}])?|[^ \\t\\n\\x0B\\f\\r]";

    /** The signs before which no space stands, each one character. */
    public static final String CLOSING = ".,!?:;)”\n";

    /** The signs after which no space stands, each one character. */
    public static final String OPENING = "(“\n";

    private static final Pattern WORD = Pattern.compile(WORD_PATTERN);

    private Prose() {}

    /** The words of a text; spaces, tabs and carriage returns only separate. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The text of some words. */
    public static String join(List<String> words) {
        StringBuilder text = new StringBuilder();
        boolean open = true;
        for (String word : words) {
            if (!open && !among(CLOSING, word)) {
                text.append(' ');
            }
            text.append(word);
            open = among(OPENING, word);
        }
        return text.toString();
    }

    private static boolean among(String signs, String word) {
        return word.length() == 1 && signs.contains(word);
    }

    /** Whether a word is a sign or a line break rather than a word of letters. */
    public static boolean sign(String word) {
        return word.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
