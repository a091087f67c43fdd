package dev.headlight.analysis.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of the loss when some heads hand on something else than their own output.
 *
 * @param name {@code L5H1}, or what the set is, in words
 * @param why the reason it was done: {@code found}, {@code important}, {@code previous token}, {@code sink}, {@code
 *     control}, {@code every}, {@code asked}
 * @param kind {@code zero}, {@code mean}, {@code pattern} or {@code uniform}
 * @param where {@code text} or {@code repeats}, of which the second and later copies count
 * @param heads those that were ablated, all in the same run
 * @param delta loss without them minus loss with them, nats a token: the mean over units of the paired difference
 * @param low lower bound of the 95% interval of {@code delta}
 * @param high upper bound of the 95% interval of {@code delta}
 * @param p against a change of 0, bootstrap replicates shifted to it
 * @param units documents, windows or sequences behind it
 * @param random as many random heads of the same layers, ablated in the same way; null where that was not done
 */
public record Ablation(
        String name,
        String why,
        String kind,
        String where,
        List<HeadAddress> heads,
        double delta,
        double low,
        double high,
        double p,
        int units,
        @Nullable RandomSets random) {

    public Ablation {
        heads = List.copyOf(heads);
    }
}
