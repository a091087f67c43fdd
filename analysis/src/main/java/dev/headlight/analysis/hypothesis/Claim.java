package dev.headlight.analysis.hypothesis;

/**
 * A hypothesis as it stood before any evidence.
 *
 * @param number 1 to 6
 * @param id as in the results
 * @param title in words
 * @param statement the hypothesis as a sentence
 * @param effect what E is, in words
 * @param unit of E, or empty
 * @param smallestEffect s, the smallest effect of interest
 * @param extraCondition what else must hold for {@code supported}, in words, or empty
 */
public record Claim(
        int number,
        String id,
        String title,
        String statement,
        String effect,
        String unit,
        double smallestEffect,
        String extraCondition) {

    /** The largest that E can be by its definition; infinite where nothing bounds it. */
    double largestEffect() {
        return switch (number) {
            case 2, 3, 6 ->
                    1; // of rank correlations, of normalised entropies, of divergences over ln 2
            default -> Double.POSITIVE_INFINITY;
        };
    }
}
