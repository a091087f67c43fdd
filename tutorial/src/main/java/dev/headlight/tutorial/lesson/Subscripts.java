package dev.headlight.tutorial.lesson;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an index stands lower: after a name of one letter, as {@code W_q}, {@code a_ij} or {@code s_(i-1)}. A terminal
 * keeps the underscore; pages and pictures set the index below the line.
 */
public final class Subscripts {

    private static final Pattern INDEXED =
            Pattern.compile("(?<![\\p{L}_])(\\p{L})_(?:\\(([^()]*)\\)|(\\w+))");

    private Subscripts() {}

    /** The text with every index between two marks instead of behind its underscore. */
    public static String set(String text, String before, String after) {
        return INDEXED.matcher(text)
                .replaceAll(
                        "$1"
                                + Matcher.quoteReplacement(before)
                                + "$2$3"
                                + Matcher.quoteReplacement(after));
    }
}
