package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.tally.WindowTokens;

/**
 * Which rows of a window count for a figure, and what uniform causal attention gives there: {@code U[i,j] =
 * 1/(i+1)} over keys 0 to i, without the sink {@code 1/i} over keys 1 to i. The analytic null of every
 * figure of a text.
 */
final class UniformRows {

    private final WindowTokens tokens;
    private final int sinkLength;

    UniformRows(WindowTokens tokens, int sinkLength) {
        this.tokens = tokens;
        this.sinkLength = sinkLength;
    }

    /** The figure of row i under uniform attention; NaN where the row does not count for it. */
    double value(Figure figure, int i) {
        boolean sink = figure.sink() != Sink.WITHOUT;
        int keys = sink ? i + 1 : i;
        return switch (figure) {
            case ENTROPY_NATS, ENTROPY_NATS_WITHOUT -> i < 1 ? Double.NaN : Math.log(keys);
            case ENTROPY_NORMALIZED -> i < 1 ? Double.NaN : 1;
            case ENTROPY_NORMALIZED_WITHOUT -> i < 2 ? Double.NaN : 1;
            case MEAN_DISTANCE, MEAN_DISTANCE_WITHOUT -> i < 1 ? Double.NaN : (keys - 1) / 2.0;
            case PREVIOUS_TOKEN -> i < 1 ? Double.NaN : 1.0 / keys;
            case PREVIOUS_TOKEN_WITHOUT -> i < 2 ? Double.NaN : 1.0 / keys;
            case ALPHA_0 -> 1.0 / keys;
            case ALPHA_0_FIRST64 ->
                    tokens.length() >= sinkLength && i < sinkLength ? 1.0 / keys : Double.NaN;
            case DUPLICATE_TOKEN -> share(tokens.matches().count(i), keys);
            case DUPLICATE_TOKEN_WITHOUT -> share(tokens.matches().countWithoutFirst(i), keys);
            case NATURAL_INDUCTION, NATURAL_INDUCTION_WITHOUT ->
                    share(tokens.matches().count(i), keys);
            case NATURAL_INDUCTION_SHUFFLED, NATURAL_INDUCTION_SHUFFLED_WITHOUT ->
                    share(tokens.shuffled().count(i), keys);
            case SPECIAL_MASS, SPECIAL_MASS_WITHOUT -> sees(0, i);
            case SPECIAL_MASS_PUNCTUATION, SPECIAL_MASS_PUNCTUATION_WITHOUT -> sees(1, i);
            case SPECIAL_MASS_NEWLINE, SPECIAL_MASS_NEWLINE_WITHOUT -> sees(2, i);
            case SPECIAL_MASS_SPECIAL, SPECIAL_MASS_SPECIAL_WITHOUT -> sees(3, i);
            case LOCALITY_1, LOCALITY_1_WITHOUT -> local(1, i, keys);
            case LOCALITY_4, LOCALITY_4_WITHOUT -> local(4, i, keys);
            case LOCALITY_8, LOCALITY_8_WITHOUT -> local(8, i, keys);
            case LOCALITY_16, LOCALITY_16_WITHOUT -> local(16, i, keys);
            case LOCALITY_64, LOCALITY_64_WITHOUT -> local(64, i, keys);
            case SPECIAL_MASS_MATCHED,
                    SPECIAL_MASS_MATCHED_WITHOUT,
                    INDUCTION_ENTRY,
                    INDUCTION_ENTRY_WITHOUT,
                    INDUCTION_MASS,
                    INDUCTION_MASS_WITHOUT ->
                    Double.NaN; // not a sum over these rows
        };
    }

    private static double share(int matches, int keys) {
        return matches == 0 ? Double.NaN : (double) matches / keys;
    }

    private double sees(int set, int i) {
        return tokens.sets().counts(set, i) ? 1 : Double.NaN;
    }

    private static double local(int w, int i, int keys) {
        return i < 1 ? Double.NaN : (double) Math.min(w, keys) / keys;
    }
}
