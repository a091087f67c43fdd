package dev.headlight.spark;

import dev.headlight.analysis.evidence.UnitTally;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a partition gives, one after another: the scores of each unit, and at its end the divergence between heads
 * over all of them, which is too large to be kept unit by unit.
 */
record ScoredItem(@Nullable DocumentScores unit, @Nullable DivergenceSums divergences)
        implements Serializable {

    UnitTally into(UnitTally tally) {
        if (unit != null) {
            tally.add(unit);
        }
        return divergences == null ? tally : tally.with(divergences);
    }
}
