package dev.headlight.analysis.results;

/**
 * The random repeats behind {@code induction_entry} and {@code induction_mass}.
 *
 * @param sequences how many sequences
 * @param k distinct random tokens of a block
 * @param r times the block stands in a sequence
 * @param beginToken whether a begin token stands before them
 * @param lossFirst mean loss on the first copy, nats a token
 * @param lossLater mean loss on the later copies, nats a token
 * @param note why K is smaller than 50, or empty
 */
public record RepeatsSummary(
        int sequences,
        int k,
        int r,
        boolean beginToken,
        double lossFirst,
        double lossLater,
        String note) {}
