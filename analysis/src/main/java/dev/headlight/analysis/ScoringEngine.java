package dev.headlight.analysis;

import dev.headlight.analysis.evidence.TextScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.model.ModelWeights;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a text and scores its units: the threads of this process, or an engine on many machines. What is
 * made of the scores, the analysis does itself, so any engine ends in the same results.
 */
public interface ScoringEngine {

    /**
     * Reads the text: what must be known of the whole of it before a unit can be scored. Asked once, first.
     *
     * @throws dev.headlight.text.InputException where there is no text to score
     * @throws dev.headlight.text.ResourceException where it does not fit
     */
    TextFacts read();

    /**
     * The units themselves, for what has to run them in this process once more; empty where it does not hold them.
     * Asked after {@link #read}.
     */
    default List<Corpus.Unit> units() {
        return List.of();
    }

    /** Rows of the model that may be shown as examples of roles; null where none were kept. Asked after {@link #score}. */
    default @Nullable ExampleCandidates examples() {
        return null;
    }

    /**
     * What each unit says, {@link TextFingerprint}, by its id; empty where the units are not kept one by one. Asked after
     * {@link #score}.
     */
    default Map<String, String> fingerprints() {
        return Map.of();
    }

    /** The group of each unit's document by the unit's id; empty where documents are not grouped. */
    default Map<String, String> groups() {
        return Map.of();
    }

    /** The groups in their order. */
    default List<String> groupNames() {
        return List.of();
    }

    /**
     * Scores every unit.
     *
     * @param weights of the model or of its control
     * @param control whether they are the control's: an engine whose processes do not share memory draws
     *     them again, from the analysis's seed
     * @param phase what to call it while it runs
     */
    TextScores score(ModelWeights weights, boolean control, String phase, ScoringOptions options);
}
