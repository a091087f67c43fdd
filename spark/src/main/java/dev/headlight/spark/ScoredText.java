package dev.headlight.spark;

import dev.headlight.analysis.evidence.UnitTally;
import dev.headlight.analysis.score.ExampleCandidates;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What partitions have given so far, combined: the tally of their units, what these say, and rows that may be shown as
 * examples.
 */
final class ScoredText implements Serializable {

    private final UnitTally tally;
    private final Map<String, String> fingerprints =
            new HashMap<>(); // by unit, of units that are kept
    private @Nullable ExampleCandidates examples;

    ScoredText(UnitTally tally) {
        this.tally = tally;
    }

    ScoredText with(ScoredItem item) {
        if (item.unit() != null) {
            tally.add(item.unit());
            fingerprints.put(item.unit().id(), item.fingerprint());
            forgetFolded();
        }
        if (item.divergences() != null) {
            tally.with(item.divergences());
        }
        return withExamples(item.examples());
    }

    /** What units say is asked of those that are kept one by one. */
    private void forgetFolded() {
        if (tally.folded()) {
            fingerprints.clear();
        }
    }

    private ScoredText withExamples(@Nullable ExampleCandidates more) {
        if (more != null) {
            examples = examples == null ? more : examples.combine(more);
        }
        return this;
    }

    ScoredText combine(ScoredText other) {
        tally.combine(other.tally);
        fingerprints.putAll(other.fingerprints);
        forgetFolded();
        return withExamples(other.examples);
    }

    UnitTally tally() {
        return tally;
    }

    Map<String, String> fingerprints() {
        return fingerprints;
    }

    @Nullable ExampleCandidates examples() {
        return examples;
    }
}
