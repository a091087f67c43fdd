package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import java.util.List;

/** One of the six hypotheses. */
public sealed interface Hypothesis
        permits PositionalDecay,
                LayerEvolution,
                AttentionEntropy,
                InductionHeads,
                SpecialTokenAggregation,
                HeadSpecialization {

    /** What is claimed, and what would count. */
    Claim claim();

    /** What the evidence shows. */
    Finding find(Evidence evidence);

    /**
     * The six, in order.
     *
     * @param seed of permutations
     */
    static List<Hypothesis> all(long seed) {
        return List.of(
                new PositionalDecay(),
                new LayerEvolution(seed),
                new AttentionEntropy(),
                new InductionHeads(),
                new SpecialTokenAggregation(),
                new HeadSpecialization());
    }
}
