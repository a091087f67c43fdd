package dev.headlight.analysis.role;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;

/**
 * A role that a head can earn: the score that earns it and its threshold. A share of attention passes where
 * it lies {@link #passMark} of the way from what uniform attention gives to all of it; every threshold but
 * those of <em>sink</em> and <em>broad</em> is lifted to the strongest head of the control.
 */
public enum Role {
    /** More than half of the attention goes to the previous token. */
    PREVIOUS_TOKEN(
            "previous token",
            Tier.POINTED,
            Figure.PREVIOUS_TOKEN_WITHOUT,
            Figure.PREVIOUS_TOKEN,
            Scale.SHARE,
            0.5),
    /** As much attention as makes a sink goes to earlier occurrences of the same token. */
    DUPLICATE_TOKEN(
            "duplicate token",
            Tier.POINTED,
            Figure.DUPLICATE_TOKEN_WITHOUT,
            Figure.DUPLICATE_TOKEN,
            Scale.SHARE,
            DocumentScores.SINK_THRESHOLD),
    /** On random repeats, as much goes to the token after the earlier copy. */
    INDUCTION(
            "induction",
            Tier.POINTED,
            Figure.INDUCTION_ENTRY_WITHOUT,
            Figure.INDUCTION_ENTRY,
            Scale.SHARE,
            DocumentScores.SINK_THRESHOLD),
    /** Punctuation, newlines and special tokens get three times what uniform attention gives them. */
    PUNCTUATION(
            "punctuation",
            Tier.POINTED,
            Figure.SPECIAL_MASS_WITHOUT,
            Figure.SPECIAL_MASS,
            Scale.TIMES_NULL,
            3),
    /** More than half goes to the last 8 keys, the query's own included. */
    LOCAL("local", Tier.LOCAL, Figure.LOCALITY_8_WITHOUT, Figure.LOCALITY_8, Scale.SHARE, 0.5),
    /** {@code alpha_0 > 0.3}: Gu et al.'s sink head. */
    SINK(
            "sink",
            Tier.SINK,
            Figure.ALPHA_0,
            Figure.ALPHA_0,
            Scale.FIXED,
            DocumentScores.SINK_THRESHOLD),
    /** Attention nearly as spread as uniform attention. */
    BROAD(
            "broad",
            Tier.BROAD,
            Figure.ENTROPY_NORMALIZED_WITHOUT,
            Figure.ENTROPY_NORMALIZED,
            Scale.TIMES_NULL,
            0.8);

    /** The word for a head that earned none. */
    public static final String MIXED = "mixed";

    /** Which roles go before which: the more a role says about the key, the earlier. */
    enum Tier {
        POINTED,
        LOCAL,
        SINK,
        BROAD
    }

    /** How the pass mark becomes a threshold. */
    enum Scale {
        /** {@code null + mark (1 - null)}. */
        SHARE,
        /** {@code mark * null}. */
        TIMES_NULL,
        /** The mark itself. */
        FIXED
    }

    private final String text;
    final Tier tier;
    final Figure score;
    final Figure asItIs;
    final Scale scale;
    final double passMark;

    Role(String text, Tier tier, Figure score, Figure asItIs, Scale scale, double passMark) {
        this.text = text;
        this.tier = tier;
        this.score = score;
        this.asItIs = asItIs;
        this.scale = scale;
        this.passMark = passMark;
    }

    /** The score that earns it. */
    public Figure score() {
        return score;
    }

    /** As it stands in the results. */
    public String text() {
        return text;
    }

    /** Id of the score that earns it. */
    public String scoreId() {
        return score.id();
    }

    /** The variant of that score. */
    public Sink sink() {
        return score.sink();
    }

    /**
     * The threshold.
     *
     * @param nullUniform the score of uniform attention
     * @param control the score of the control's strongest head; NaN where there is none
     */
    double threshold(double nullUniform, double control) {
        double own =
                switch (scale) {
                    case SHARE -> nullUniform + passMark * (1 - nullUniform);
                    case TIMES_NULL -> passMark * nullUniform;
                    case FIXED -> passMark;
                };
        boolean lifted = tier == Tier.POINTED || tier == Tier.LOCAL;
        return lifted && control > own ? control : own;
    }
}
