package dev.headlight.analysis.score;

import java.util.List;

/** Windows in, scores out. */
public interface Scorer {

    /**
     * Scores one unit: all windows of a document, or a single block of a long text. One forward pass a window.
     *
     * @param id of the document, or {@link Window#blockId()}
     * @param windows at least one
     */
    DocumentScores score(String id, List<Window> windows);
}
