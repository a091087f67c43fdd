package dev.headlight.analysis.results;

import java.io.Serializable;

/**
 * What a compact analysis found at one step of a training run, on the same held-out windows and random repeats
 * at every step. Figures without an interval: they show when something happened; how large it is in the end, and
 * whether chance could do it, is for the analysis after training.
 *
 * @param step optimizer steps done
 * @param loss on the held-out windows, nats a token
 * @param icl loss at a late position minus loss at an early one, on the held-out windows, nats
 * @param lossFirst loss on the first copy of random repeats, nats a token
 * @param lossLater loss on the second and later copies, nats a token
 * @param sinkRate share of heads with {@code alpha_0 > 0.3} over the first 64 tokens of a window, mean over windows
 * @param inductionEntry {@code induction_entry}, {@code sink=without} [layer][head]
 * @param previousToken {@code previous_token}, {@code sink=without} [layer][head]
 * @param alpha0 {@code alpha_0} on the held-out windows [layer][head]
 */
public record TimelinePoint(
        long step,
        double loss,
        double icl,
        double lossFirst,
        double lossLater,
        double sinkRate,
        double[][] inductionEntry,
        double[][] previousToken,
        double[][] alpha0)
        implements Serializable {

    /** The best induction head of this step. */
    public HeadScore bestInduction() {
        return HeadScore.strongest(inductionEntry);
    }

    /** The best previous-token head of this step. */
    public HeadScore bestPreviousToken() {
        return HeadScore.strongest(previousToken);
    }
}
