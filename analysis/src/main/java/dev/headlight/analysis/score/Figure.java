package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Sink;
import java.util.Optional;

/**
 * One figure of a head: a score and whether key 0 takes part. {@code A[i,j]} is the attention of query
 * {@code i} to key {@code j}, {@code U[i,j] = 1/(i+1)} the uniform null; with {@code sink=without} key 0 is
 * dropped and the rest renormalised, so {@code U[i,j] = 1/i}, and a row whose rest is below 1e-6 is left
 * out and counted. The formula of each score stands in {@link Definitions}; the value of a document is
 * the mean over its rows.
 */
public enum Figure {
    /** {@code H_i = -sum_j A[i,j] ln A[i,j], rows i >= 1}; nats. */
    ENTROPY_NATS("entropy_nats", Sink.WITH),
    ENTROPY_NATS_WITHOUT("entropy_nats", Sink.WITHOUT),
    /** {@code H_i / ln(i+1), rows i >= 1; without the sink H_i / ln i, rows i >= 2}. */
    ENTROPY_NORMALIZED("entropy_normalized", Sink.WITH),
    ENTROPY_NORMALIZED_WITHOUT("entropy_normalized", Sink.WITHOUT),
    /** {@code D_i = sum_j A[i,j] (i-j), rows i >= 1}; tokens. */
    MEAN_DISTANCE("mean_distance", Sink.WITH),
    MEAN_DISTANCE_WITHOUT("mean_distance", Sink.WITHOUT),
    /** {@code A[i,i-1], rows i >= 1; without the sink rows i >= 2}. */
    PREVIOUS_TOKEN("previous_token", Sink.WITH),
    PREVIOUS_TOKEN_WITHOUT("previous_token", Sink.WITHOUT),
    /** {@code alpha_0 = mean_i A[i,0], row 0 included}. */
    ALPHA_0("alpha_0", Sink.WITH),
    /** {@code mean_{i<64} A[i,0], windows of at least 64 tokens}; fewer by {@link ScoringOptions#sinkLength()}. */
    ALPHA_0_FIRST64("alpha_0_first64", Sink.WITH),
    /** {@code sum_{j<i, x_j = x_i} A[i,j], rows whose token stood earlier}. */
    DUPLICATE_TOKEN("duplicate_token", Sink.WITH),
    DUPLICATE_TOKEN_WITHOUT("duplicate_token", Sink.WITHOUT),
    /** {@code sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j], rows whose token stood earlier}. */
    NATURAL_INDUCTION("natural_induction", Sink.WITH),
    NATURAL_INDUCTION_WITHOUT("natural_induction", Sink.WITHOUT),
    /**
     * {@code sum_{1 <= j <= i, y_{j-1} = y_i} A[i,j], y the window's tokens shuffled, rows whose token in y stood
     * earlier}: the second null of {@code natural_induction}, from the same rows of attention.
     */
    NATURAL_INDUCTION_SHUFFLED("natural_induction_shuffled", Sink.WITH),
    NATURAL_INDUCTION_SHUFFLED_WITHOUT("natural_induction_shuffled", Sink.WITHOUT),
    /**
     * {@code sum_{j in S, j >= 1} A[i,j] / sum_{j in S, j >= 1} U[i,j], S = punctuation, newlines and special
     * tokens, rows with at least one such key}.
     */
    SPECIAL_MASS("special_mass", Sink.WITH),
    SPECIAL_MASS_WITHOUT("special_mass", Sink.WITHOUT),
    SPECIAL_MASS_PUNCTUATION("special_mass_punctuation", Sink.WITH),
    SPECIAL_MASS_PUNCTUATION_WITHOUT("special_mass_punctuation", Sink.WITHOUT),
    SPECIAL_MASS_NEWLINE("special_mass_newline", Sink.WITH),
    SPECIAL_MASS_NEWLINE_WITHOUT("special_mass_newline", Sink.WITHOUT),
    SPECIAL_MASS_SPECIAL("special_mass_special", Sink.WITH),
    SPECIAL_MASS_SPECIAL_WITHOUT("special_mass_special", Sink.WITHOUT),
    /**
     * {@code the mean of special_mass over random sets of token types that stand in the text as often as S
     * does}, over the rows divisible by 4; each set's own value is {@link DocumentScores#matched}.
     */
    SPECIAL_MASS_MATCHED("special_mass_matched", Sink.WITH),
    SPECIAL_MASS_MATCHED_WITHOUT("special_mass_matched", Sink.WITHOUT),
    /** {@code sum_{j: i-j < w} A[i,j], w = 1, rows i >= 1}; likewise for w = 4, 8, 16, 64. */
    LOCALITY_1("locality_1", Sink.WITH),
    LOCALITY_1_WITHOUT("locality_1", Sink.WITHOUT),
    LOCALITY_4("locality_4", Sink.WITH),
    LOCALITY_4_WITHOUT("locality_4", Sink.WITHOUT),
    LOCALITY_8("locality_8", Sink.WITH),
    LOCALITY_8_WITHOUT("locality_8", Sink.WITHOUT),
    LOCALITY_16("locality_16", Sink.WITH),
    LOCALITY_16_WITHOUT("locality_16", Sink.WITHOUT),
    LOCALITY_64("locality_64", Sink.WITH),
    LOCALITY_64_WITHOUT("locality_64", Sink.WITHOUT),
    /** {@code A[i, i-K+1], rows of the second and later copies of K random tokens repeated R times}. */
    INDUCTION_ENTRY("induction_entry", Sink.WITH),
    INDUCTION_ENTRY_WITHOUT("induction_entry", Sink.WITHOUT),
    /** {@code sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j], rows of the second and later copies}. */
    INDUCTION_MASS("induction_mass", Sink.WITH),
    INDUCTION_MASS_WITHOUT("induction_mass", Sink.WITHOUT);

    /** How many figures there are. */
    public static final int COUNT = values().length;

    private final String id;
    private final Sink sink;

    Figure(String id, Sink sink) {
        this.id = id;
        this.sink = sink;
    }

    /** Where it stands in arrays of {@link #COUNT} figures; never written to disk. */
    @SuppressWarnings("EnumOrdinal") // the one place that ties arrays to the order above
    public int index() {
        return ordinal();
    }

    /** The score, as in {@code scores.csv}. */
    public String id() {
        return id;
    }

    /** Whether key 0 takes part. */
    public Sink sink() {
        return sink;
    }

    /** Whether it is taken on random repeats instead of the text. */
    public boolean onRepeats() {
        return compareTo(INDUCTION_ENTRY) >= 0;
    }

    /** The figure of a score and sink variant, where there is one. */
    public static Optional<Figure> of(String id, Sink sink) {
        for (Figure f : values()) {
            if (f.id.equals(id) && f.sink == sink) {
                return Optional.of(f);
            }
        }
        return Optional.empty();
    }
}
