package dev.headlight.analysis.score;

import java.util.List;

/**
 * What the random repeats gave.
 *
 * @param plan the sequences
 * @param sequences one unit a sequence; of the figures only those {@link Figure#onRepeats() on repeats} exist
 * @param lossFirst mean loss on the first copy, its first token left out where nothing stands before it,
 *     nats a token [sequence]
 * @param lossLater mean loss on the second and later copies, nats a token [sequence]
 */
public record RepeatScores(
        RepeatPlan plan, List<DocumentScores> sequences, double[] lossFirst, double[] lossLater) {

    public RepeatScores {
        sequences = List.copyOf(sequences);
    }
}
