package dev.headlight.analysis.causal;

/** Hears how ablations go on, one call at a time, and may end them. */
public interface AblationListener {

    /**
     * A stage begins.
     *
     * @param name in words
     * @param tokens its work: tokens of the ground times ablations
     */
    void stage(String name, long tokens);

    /** So much of the stage is done. */
    void done(long tokens);

    /** Whether to end after the units under way; what is done is kept. */
    boolean stopped();

    /** Hears nothing and ends nothing. */
    static AblationListener silent() {
        return new AblationListener() {
            @Override
            public void stage(String name, long tokens) {}

            @Override
            public void done(long tokens) {}

            @Override
            public boolean stopped() {
                return false;
            }
        };
    }
}
