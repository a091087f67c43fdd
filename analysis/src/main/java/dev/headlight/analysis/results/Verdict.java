package dev.headlight.analysis.results;

import java.util.List;

/**
 * What became of one of the six hypotheses.
 *
 * @param number 1 to 6
 * @param id {@code positional_decay}, {@code layer_evolution}, {@code attention_entropy}, {@code
 *     induction_heads}, {@code special_token_aggregation}, {@code head_specialization}
 * @param title in words
 * @param claim the hypothesis as a sentence
 * @param effect what E is, in words
 * @param unit of E: {@code nats}, {@code ratio}, ... or empty
 * @param value E; NaN where it does not exist
 * @param low lower bound of its 95% interval
 * @param high upper bound of its 95% interval
 * @param smallestEffect s, the smallest effect of interest
 * @param p of the extra condition or against the null; NaN where there is none
 * @param pNull the null that p refers to, in words
 * @param q Benjamini-Hochberg over the six verdicts
 * @param rule the rule with its constants, in words
 * @param sentence what was found, as one sentence with its figures
 * @param headsShare share of heads (or layers) for which the same rule holds
 * @param controlValue E of the random-initialised control; NaN where there is none
 * @param controlPasses whether the control passes the rule too: then the verdict is not specific to training
 * @param detectableEffect smallest effect that these documents could have shown with 80% power
 * @param documents units behind E
 * @param tokens tokens behind E
 * @param notYetDone what the definition asks and this analysis did not do, in sentences
 * @param figures other figures that belong to the verdict
 */
public record Verdict(
        int number,
        String id,
        String title,
        String claim,
        String effect,
        String unit,
        double value,
        double low,
        double high,
        double smallestEffect,
        double p,
        String pNull,
        double q,
        Outcome outcome,
        String rule,
        String sentence,
        double headsShare,
        double controlValue,
        boolean controlPasses,
        double detectableEffect,
        int documents,
        long tokens,
        List<String> notYetDone,
        List<Figure> figures) {

    /** A named figure with its interval (NaN where it has none). */
    public record Figure(String name, double value, double low, double high) {}
}
