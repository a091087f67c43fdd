package dev.headlight.analysis;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores units that come one after another, as an engine's partition does: the same code as on one machine,
 * a few units at a time, so that memory does not grow with their number.
 */
public final class UnitScoring {

    /** Units that a thread takes from one batch, so that no thread waits long for the last of it. */
    private static final int UNITS_PER_THREAD = 8;

    private final Scoring scoring;
    private final ScoringOptions options;
    private final int batch;
    private final HeadComparison comparison;
    private final @Nullable ExampleCandidates examples;

    /**
     * For one model or control.
     *
     * @param workers not closed here
     * @param longest tokens of the longest window that will come
     * @param shown ids of the units whose rows may be shown as examples; empty for none
     * @throws dev.headlight.text.ResourceException where its forward pass does not fit into memory
     */
    public UnitScoring(
            ModelConfig config,
            ModelWeights weights,
            Workers workers,
            int longest,
            ScoringOptions options,
            Set<String> shown) {
        MemoryPlan.of(config, weights, longest, workers.threads())
                .require(Runtime.getRuntime().maxMemory());
        batch = UNITS_PER_THREAD * workers.threads();
        this.options = options;
        examples =
                shown.isEmpty()
                        ? null
                        : new ExampleCandidates(
                                shown, options.classes(), config.nLayers() * config.nHeads());
        comparison =
                new HeadComparison(
                        config.nLayers(),
                        config.nHeads(),
                        options.seed(),
                        workers,
                        Optional.ofNullable(examples));
        scoring =
                new Scoring(
                        new Transformer(config, weights),
                        workers,
                        longest,
                        batch,
                        AnalysisListener.silent(),
                        comparison);
    }

    /** Bytes of one unit's scores. */
    public static long unitBytes(ModelConfig config, int longest) {
        return ScoresMemory.ofUnit(config, longest);
    }

    /** The divergence between heads over the units that have been scored. */
    public DivergenceSums divergences() {
        return comparison.sums();
    }

    /** Rows of the units that may be shown, as far as they have been scored; null where none were asked for. */
    public @Nullable ExampleCandidates examples() {
        return examples;
    }

    /** The scores of every unit, in their order, as they are asked for. */
    public Iterator<DocumentScores> score(Iterator<Corpus.Unit> units) {
        return new Iterator<>() {
            private Iterator<DocumentScores> scored = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                if (!scored.hasNext() && units.hasNext()) {
                    List<Corpus.Unit> next = new ArrayList<>();
                    while (next.size() < batch && units.hasNext()) {
                        next.add(units.next());
                    }
                    scored = scoring.documents("", next, options).iterator();
                }
                return scored.hasNext();
            }

            @Override
            public DocumentScores next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return scored.next();
            }
        };
    }
}
