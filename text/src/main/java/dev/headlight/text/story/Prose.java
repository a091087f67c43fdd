package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How words are written as text, and read back. A word is a run of letters, digits, apostrophes and
 * hyphens; a sign or a line break by itself; spaces stand between words, but not before a sign that
 * closes nor after one that opens. {@code split(join(words))} is {@code words}.
 */
public final class Prose {

    private static final Pattern WORD =
            Pattern.compile(
                    "\\n|[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}'’-]*[\\p{L}\\p{M}\\p{N}])?|[^\\s]");
    private static final Set<String> CLOSING = Set.of(".", ",", "!", "?", ":", ";", ")", "”", "\n");
    private static final Set<String> OPENING = Set.of("(", "“", "\n");

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
            if (!open && !CLOSING.contains(word)) {
                text.append(' ');
            }
            text.append(word);
            open = OPENING.contains(word);
        }
        return text.toString();
    }

    /** Whether a word is a sign or a line break rather than a word of letters. */
    public static boolean sign(String word) {
        return word.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
