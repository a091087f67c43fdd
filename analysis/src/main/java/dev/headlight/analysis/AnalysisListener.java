package dev.headlight.analysis;

import dev.headlight.analysis.results.DocumentFigures;

/** Hears how an analysis goes on. Calls may come from any of its threads, one at a time. */
public interface AnalysisListener {

    /**
     * A phase begins.
     *
     * @param name what is being done, in words
     * @param totalTokens how many tokens it will run through the model; 0 where none
     */
    default void phase(String name, long totalTokens) {}

    /** So many tokens of the phase are done. */
    default void tokens(long done) {}

    /** Something a reader should know, as it is found; it stands in the results too. */
    default void alert(String sentence) {}

    /** What each document gave for each head, once, before the statistics: for a paired comparison later. */
    default void perDocument(DocumentFigures figures) {}

    /**
     * Ablations begin.
     *
     * @param count how many
     * @param seconds what they are expected to take
     * @param asked whether they were asked for, and not done because they are short
     */
    default void ablations(int count, double seconds, boolean asked) {}

    /** Whether what comes now may be ended early, by {@link #stopped}, and what is done by then is kept. */
    default void mayStop(boolean now) {}

    /** Whether to end early; asked from any thread. */
    default boolean stopped() {
        return false;
    }

    /** Hears nothing. */
    static AnalysisListener silent() {
        return new AnalysisListener() {};
    }
}
