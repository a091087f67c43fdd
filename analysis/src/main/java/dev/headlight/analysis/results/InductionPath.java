package dev.headlight.analysis.results;

import java.util.List;

/**
 * Which heads of earlier layers an induction head needs: its {@code induction_entry} ({@code sink=with}) on random
 * repeats when each of them hands on something else. Arrays are [earlier layer][head].
 *
 * @param layer 0-based layer of the induction head
 * @param head 0-based head
 * @param entry its {@code induction_entry} in the clean run
 * @param entryLow lower bound of the 95% interval over sequences
 * @param entryHigh upper bound
 * @param zeroChange mean over sequences of its {@code induction_entry} with the earlier head's output before {@code
 *     W_O} set to zero, minus the clean run's: negative where the head is needed
 * @param zeroLow lower bounds of the 95% intervals over sequences
 * @param zeroHigh upper bounds
 * @param meanChange the same with the earlier head's output set to its mean over all sequences and positions
 * @param meanLow lower bounds
 * @param meanHigh upper bounds
 * @param keyComposition of the earlier head with this one's keys, minus the control's mean
 * @param queryComposition with its queries
 * @param valueComposition with its values
 * @param feeding the earlier heads that it needs most, the largest mean-ablation fall first
 */
public record InductionPath(
        int layer,
        int head,
        double entry,
        double entryLow,
        double entryHigh,
        double[][] zeroChange,
        double[][] zeroLow,
        double[][] zeroHigh,
        double[][] meanChange,
        double[][] meanLow,
        double[][] meanHigh,
        double[][] keyComposition,
        double[][] queryComposition,
        double[][] valueComposition,
        List<FeedingHead> feeding) {

    public InductionPath {
        feeding = List.copyOf(feeding);
    }
}
