package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import java.util.List;

/**
 * Heads that are worth an ablation.
 *
 * @param found the found induction heads
 * @param previousToken heads that look at the previous token
 * @param sinks heads that look at key 0
 * @param ranking of all heads by expected importance
 * @param every whether each head of the model is to be ablated
 */
public record Candidates(
        List<HeadAddress> found,
        List<HeadAddress> previousToken,
        List<HeadAddress> sinks,
        HeadRanking ranking,
        boolean every) {

    public Candidates {
        found = List.copyOf(found);
        previousToken = List.copyOf(previousToken);
        sinks = List.copyOf(sinks);
    }

    /** Previous-token heads that an induction head can read: those of layers before the last of these. */
    List<HeadAddress> feeding() {
        int last = found.stream().mapToInt(HeadAddress::layer).max().orElse(Integer.MAX_VALUE);
        return previousToken.stream().filter(h -> h.layer() < last && !found.contains(h)).toList();
    }
}
