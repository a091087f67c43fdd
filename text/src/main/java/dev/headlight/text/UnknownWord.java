package dev.headlight.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A word that is none of those that would do, with the nearest of them.
 *
 * @param kind what it should have been
 * @param word as it was typed
 * @param known those that would do
 */
public record UnknownWord(String kind, String word, Collection<String> known) {

    /** The nearest known word at most a third of its letters away, if any. */
    public Optional<String> nearest() {
        return known.stream()
                .filter(k -> distance(word, k) <= Math.max(1, k.length() / 3))
                .min(Comparator.comparingInt(k -> distance(word, k)));
    }

    /** One sentence, which names the place to look. */
    public String sentence(String help) {
        return "there is no "
                + kind
                + " "
                + word
                + nearest().map(n -> ", did you mean " + n).orElse("")
                + "; see "
                + help
                + ".";
    }

    /** The sentence as an exception. */
    public UsageException exception(String help) {
        return new UsageException(sentence(help));
    }

    /** Levenshtein's: single letters put in, left out or changed. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
