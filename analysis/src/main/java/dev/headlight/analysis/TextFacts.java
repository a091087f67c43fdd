package dev.headlight.analysis;

import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.TokenClasses;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the analysis has to know of a text as a whole.
 *
 * @param blocks whether a unit is a window, else it is a document
 * @param units units that are scored
 * @param windows their windows
 * @param tokens tokens in them, begin tokens counted
 * @param longest tokens of the longest window
 * @param shortDocuments documents left out because they have fewer than two tokens
 * @param beginToken whether a begin token was put before windows
 * @param limitedBy the option that cut the text short, or empty
 * @param counts occurrences of each token id [vocab]
 * @param shown the units to make pictures of, in this order; the first is there
 * @param files the files that were read
 * @param alerts what a reader should know of them, in sentences
 */
public record TextFacts(
        boolean blocks,
        int units,
        int windows,
        long tokens,
        int longest,
        int shortDocuments,
        boolean beginToken,
        String limitedBy,
        long[] counts,
        List<Corpus.Unit> shown,
        List<String> files,
        List<String> alerts) {

    public TextFacts {
        shown = List.copyOf(shown);
        files = List.copyOf(files);
        alerts = List.copyOf(alerts);
    }

    /** What a unit is, in a word. */
    public String unit() {
        return blocks ? "window" : "document";
    }

    /** Token sets as frequent as punctuation, newlines and special tokens are in this text. */
    MatchedTokenSets matchedSets(TokenClasses classes, OptionalInt begin, long seed) {
        return MatchedTokenSets.draw(classes, counts, begin, MatchedTokenSets.SETS, seed);
    }
}
