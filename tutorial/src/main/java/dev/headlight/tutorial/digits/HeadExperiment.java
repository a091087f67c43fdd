package dev.headlight.tutorial.digits;

/** What is done to a head to see what it was needed for. */
public enum HeadExperiment {
    /** Every token alike, {@code 1 / (i + 1)}. */
    UNIFORM("uniform attention"),
    /** Its pattern averaged over many sums, the same for all. */
    MEAN_PATTERN("mean pattern"),
    /** The pattern that it has on another sum. */
    SWAPPED_PATTERN("another sum's pattern"),
    /** Its output averaged over many sums, at each position. */
    MEAN_OUTPUT("mean output"),
    /** It hands on nothing. */
    ZERO("removed");

    private final String words;

    HeadExperiment(String words) {
        this.words = words;
    }

    /** As a table says it. */
    public String words() {
        return words;
    }
}
