package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import java.io.Serializable;
import java.util.List;

/**
 * Heads that are ablated in one run.
 *
 * @param name {@code L5H1}, or what the set is, in words
 * @param why as in {@link dev.headlight.analysis.results.Ablation}
 * @param heads at least one, by layer and head, each once
 */
public record HeadSet(String name, String why, List<HeadAddress> heads) implements Serializable {

    public HeadSet {
        heads = heads.stream().distinct().sorted().toList();
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("a set of no heads");
        }
    }

    /** A head by itself. */
    public static HeadSet of(HeadAddress head, String why) {
        return new HeadSet(head.name(), why, List.of(head));
    }

    /** The first layer that is not as it was. */
    int firstLayer() {
        return heads.getFirst().layer();
    }
}
