package dev.headlight.analysis.results;

/** The word a verdict ends in. */
public enum Outcome {
    /** The whole interval lies above the smallest effect of interest, and the extra condition holds. */
    SUPPORTED("supported"),
    /** The whole interval lies below it. */
    REFUTED("refuted"),
    /** Neither. */
    INCONCLUSIVE("inconclusive"),
    /** Induction heads are found; whether they cause the copying has not been tested yet. */
    FOUND_CAUSE_NOT_TESTED("found, cause not tested");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** As a person reads it. */
    public String text() {
        return text;
    }
}
