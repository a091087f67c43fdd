package dev.headlight.analysis;

/**
 * Whether heads are ablated.
 *
 * @param when always, never, or where it is short
 * @param every whether each head of the model is, not only those that scores and gradients point at
 */
public record CausalOptions(When when, boolean every) {

    /** When ablations are run. */
    public enum When {
        ALWAYS,
        NEVER,
        /** Where they are expected to take under {@link #SHORT} seconds. */
        WHERE_SHORT
    }

    /** Seconds up to which ablations are run without being asked for. */
    public static final double SHORT = 60;

    /** No ablation. */
    public static final CausalOptions NEVER = new CausalOptions(When.NEVER, false);

    /** What an analysis does where nobody says otherwise. */
    public static final CausalOptions USUAL = new CausalOptions(When.WHERE_SHORT, false);
}
