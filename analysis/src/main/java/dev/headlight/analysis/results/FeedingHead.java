package dev.headlight.analysis.results;

/**
 * A head that an induction head of a later layer needs.
 *
 * @param layer 0-based
 * @param head 0-based
 * @param previousToken its {@code previous_token}, {@code sink=without}
 * @param isPreviousToken whether {@code previous token} is the role it earned
 * @param zeroChange change of the induction head's {@code induction_entry} when this head's output is set to zero
 * @param meanChange change when it is set to its mean
 * @param meanLow lower bound of the 95% interval of {@code meanChange}
 * @param meanHigh upper bound
 * @param keyComposition with the induction head's keys, minus the control's mean
 * @param keyRank its place among all earlier heads by key composition, from 1
 */
public record FeedingHead(
        int layer,
        int head,
        double previousToken,
        boolean isPreviousToken,
        double zeroChange,
        double meanChange,
        double meanLow,
        double meanHigh,
        double keyComposition,
        int keyRank) {}
