package dev.headlight.analysis.results;

/**
 * How the first-order importances {@code importance_gradient} and {@code importance_gradient_repeats} were taken, and
 * whether they agree with what ablating the heads does.
 *
 * @param documents units of the text behind {@code importance_gradient}
 * @param windows windows of the text, one backward pass each
 * @param sequences random repeats behind {@code importance_gradient_repeats}, one backward pass each
 * @param headsCompared heads whose zero ablation is known; 0 where none is
 * @param rhoText Spearman's rank correlation of {@code importance_gradient} with the size of the change of the loss
 *     when the head is set to zero, over those heads, on the text; NaN where there are fewer than three
 * @param rhoRepeats the same on the second half of random repeats
 */
public record GradientImportance(
        int documents,
        int windows,
        int sequences,
        int headsCompared,
        double rhoText,
        double rhoRepeats) {}
