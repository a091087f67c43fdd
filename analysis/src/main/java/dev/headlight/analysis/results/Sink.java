package dev.headlight.analysis.results;

/** Whether key 0 takes part in a score. */
public enum Sink {
    /** The rows as they are. */
    WITH("with"),
    /** Key 0 dropped from every row and the rest renormalised. */
    WITHOUT("without"),
    /** The score has no such distinction. */
    NONE("");

    private final String text;

    Sink(String text) {
        this.text = text;
    }

    /** As it stands in {@code scores.csv}: {@code with}, {@code without} or empty. */
    public String text() {
        return text;
    }
}
