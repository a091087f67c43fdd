package dev.headlight.analysis.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an analysis found. The root of {@code results.json}.
 *
 * @param schema version of this tree's layout; raised when a field changes its meaning or goes
 * @param provenance what was run, on what, when, with which seed
 * @param model the model that was analysed
 * @param text the text it was analysed on
 * @param repeats the random repeats it was analysed on
 * @param scores one matrix [layer][head] for each score and sink variant, in the order of the definitions
 * @param decay the positional decay curve, {@code sink=with} and {@code sink=without}
 * @param entropyByLayer {@code entropy_normalized} by layer, both sink variants
 * @param modelScores figures of the model as a whole: {@code loss}, {@code icl}, {@code sink_rate}
 * @param verdicts the six verdicts, in order
 * @param roles one entry a head: the role it earned
 * @param sinks key positions other than 0 that draw more than 0.3 of a head's attention
 * @param patterns attention of some windows, entry by entry, for pictures
 * @param alerts what a reader should know before believing a figure, in sentences
 * @param definitions the definition cards of all scores and hypotheses, as text
 * @param timeline how the heads formed in training, null where the model came without its training run
 * @param causes what the loss became without some heads, null where no head was ablated
 * @param circuits which heads work together, null in a file from before they were looked for
 * @param similarity how differently the heads attend and the clusters they form, null where it was not taken
 * @param examples rows of the text for each role, null where none were kept
 * @param groups the scores by group of documents, null where the text was not grouped
 */
public record AnalysisResults(
        int schema,
        Provenance provenance,
        ModelSummary model,
        TextSummary text,
        RepeatsSummary repeats,
        List<ScoreMatrix> scores,
        List<DecayCurve> decay,
        List<LayerCurve> entropyByLayer,
        List<ModelScore> modelScores,
        List<Verdict> verdicts,
        List<HeadRole> roles,
        List<OtherSink> sinks,
        List<PatternWindow> patterns,
        List<String> alerts,
        List<Definition> definitions,
        @Nullable Timeline timeline,
        @Nullable Causes causes,
        @Nullable Circuits circuits,
        @Nullable Similarity similarity,
        @Nullable Examples examples,
        @Nullable TextGroups groups) {

    /** The layout that this code writes. */
    public static final int SCHEMA = 1;

    /** How the alert begins that the model cannot be told from its random initialisation; if there, it is the first. */
    public static final String INDISTINGUISHABLE = "Indistinguishable from random";

    /** Whether the model could not be told from its random initialisation: then no figure says anything about it. */
    public boolean indistinguishable() {
        return !alerts.isEmpty() && alerts.getFirst().startsWith(INDISTINGUISHABLE);
    }

    /** The same results with another timeline. */
    public AnalysisResults withTimeline(@Nullable Timeline other) {
        return with(patterns, other, causes, circuits, groups);
    }

    /** The same results with what ablations showed. */
    public AnalysisResults withCauses(@Nullable Causes other) {
        return with(patterns, timeline, other, circuits, groups);
    }

    /** The same results with other circuits. */
    public AnalysisResults withCircuits(@Nullable Circuits other) {
        return with(patterns, timeline, causes, other, groups);
    }

    /** The same results with other patterns. */
    public AnalysisResults withPatterns(List<PatternWindow> other) {
        return with(other, timeline, causes, circuits, groups);
    }

    /** The same results with other groups. */
    public AnalysisResults withGroups(@Nullable TextGroups other) {
        return with(patterns, timeline, causes, circuits, other);
    }

    private AnalysisResults with(
            List<PatternWindow> itsPatterns,
            @Nullable Timeline itsTimeline,
            @Nullable Causes itsCauses,
            @Nullable Circuits itsCircuits,
            @Nullable TextGroups itsGroups) {
        return new AnalysisResults(
                schema,
                provenance,
                model,
                text,
                repeats,
                scores,
                decay,
                entropyByLayer,
                modelScores,
                verdicts,
                roles,
                sinks,
                itsPatterns,
                alerts,
                definitions,
                itsTimeline,
                itsCauses,
                itsCircuits,
                similarity,
                examples,
                itsGroups);
    }

    /** The matrix of a score, or null where it was not taken. */
    public @Nullable ScoreMatrix score(String id, Sink sink) {
        for (ScoreMatrix m : scores) {
            if (m.score().equals(id) && m.sink() == sink) {
                return m;
            }
        }
        return null;
    }
}
