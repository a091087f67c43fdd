package dev.headlight.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What one document is: the unit of every average and every bootstrap weight. */
public enum Split {
    /** A file, or a line of JSON Lines, is one document. */
    FILE,
    /** Text between blank lines is one document. */
    PARAGRAPH,
    /** A line is one document; blank ones are left out. */
    LINE,
    /**
     * As {@link #FILE}, but every window of the context counts as a unit of its own: for a single long
     * text. The windows are cut after the text has become tokens, so reading is the same.
     */
    WINDOW;

    /** As it is written on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The split of a word.
     *
     * @throws UsageException where the word is none
     */
    public static Split parse(String word) {
        for (Split s : values()) {
            if (s.text().equals(word)) {
                return s;
            }
        }
        String all = Arrays.stream(values()).map(Split::text).collect(Collectors.joining(", "));
        throw new UsageException("--split " + word + " is not one of " + all + ".");
    }
}
