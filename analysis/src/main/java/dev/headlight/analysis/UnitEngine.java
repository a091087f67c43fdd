package dev.headlight.analysis;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.ScoringOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores units that this process has read and holds, on many machines: for what needs every unit by itself, as groups of
 * documents do, or the beginning of a text. A text that this process cannot hold is for a {@link ScoringEngine}.
 */
public interface UnitEngine {

    /**
     * What the units gave.
     *
     * @param units in any order
     * @param divergences between heads, over all of them
     * @param examples rows that may be shown; null where none were asked for
     */
    record Scored(
            List<DocumentScores> units,
            DivergenceSums divergences,
            @Nullable ExampleCandidates examples) {}

    /**
     * Scores every unit.
     *
     * @param longest tokens of the longest window
     * @param control whether by the control's weights, drawn from the analysis's seed
     * @param phase what to call it while it runs
     * @param examples ids of the units whose rows may be shown; empty for none
     */
    Scored score(
            List<Corpus.Unit> units,
            int longest,
            boolean control,
            String phase,
            ScoringOptions options,
            Set<String> examples);
}
