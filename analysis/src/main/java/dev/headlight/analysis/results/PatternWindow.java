package dev.headlight.analysis.results;

import java.util.List;

/**
 * Attention over the first tokens of a document, entry by entry: a picture, no statistic. The documents are
 * the first with at least 64 tokens in their first window, else the longest; where a text has 128 or more, a
 * last window shows up to 256 tokens of it, for the clearest head of each role.
 *
 * @param document which document
 * @param tokens the tokens, as a person should see them
 * @param heads one entry a head that was kept
 */
public record PatternWindow(String document, List<String> tokens, List<Head> heads) {

    /**
     * One head's rows.
     *
     * @param rows {@code A[i][j]}, j from 0 to i
     */
    public record Head(int layer, int head, float[][] rows) {}
}
