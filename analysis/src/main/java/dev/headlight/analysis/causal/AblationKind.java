package dev.headlight.analysis.causal;

/** What ablated heads hand on before {@code W_O}. */
public enum AblationKind {
    /** {@code out[i] = 0}; {@code importance_zero}. */
    ZERO("zero"),
    /** {@code out[i] =} the head's mean output over the text, all positions of all windows; {@code importance_mean}. */
    MEAN("mean"),
    /**
     * {@code out[i] = 0} while every head looks where it does in the clean run: the pattern-preserving ablation of
     * Olsson et al. 2022, in which a head counts for what it hands on and not for where later heads look because of
     * it; {@code importance_pattern}.
     */
    PATTERN("pattern"),
    /** {@code out[i] = sum_{j <= i} v[j] / (i + 1)}: its own values, looked at all alike. */
    UNIFORM("uniform");

    private final String text;

    AblationKind(String text) {
        this.text = text;
    }

    /** As in the results. */
    public String text() {
        return text;
    }
}
