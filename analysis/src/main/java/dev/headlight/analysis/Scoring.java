package dev.headlight.analysis;

import dev.headlight.analysis.score.DocumentScorer;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScorer;
import dev.headlight.analysis.score.RepeatScores;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TransformerPass;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.Transformer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one model over units of a text, and over random repeats. Where there are many units and the model is small, each thread takes
 * units of its own: the operations of a small model are too short to share. Else one window at a time
 * runs on all threads. A unit's figures are the same either way, bit for bit.
 */
final class Scoring {

    /** Width of the residual stream up to which threads take units of their own. */
    private static final int SMALL = 512;

    private final Transformer transformer;
    private final Workers workers;
    private final AnalysisListener listener;
    private final int longest;
    private final boolean apart;
    private final @Nullable HeadComparison comparison;

    /** Scorers with the buffers of a pass each, for whoever takes the next unit. */
    private final ConcurrentLinkedQueue<DocumentScorer> idle = new ConcurrentLinkedQueue<>();

    /**
     * For one model.
     *
     * @param longest tokens of the longest window
     * @param units about how many there are
     * @param comparison sets heads side by side; null where that is not wanted
     */
    Scoring(
            Transformer transformer,
            Workers workers,
            int longest,
            int units,
            AnalysisListener listener,
            @Nullable HeadComparison comparison) {
        this.comparison = comparison;
        this.transformer = transformer;
        this.workers = workers;
        this.longest = longest;
        this.listener = listener;
        this.apart = apart(transformer, longest, units, workers.threads());
    }

    private static boolean apart(Transformer transformer, int longest, int units, int threads) {
        if (threads == 1 || units < 2 * threads || transformer.config().dModel() > SMALL) {
            return false;
        }
        MemoryPlan one =
                MemoryPlan.of(transformer.config(), transformer.weights(), longest, threads);
        return one.bytes() + (threads - 1) * (one.state() + one.scratch())
                < Runtime.getRuntime().maxMemory() / 2;
    }

    /** Scores every unit, in their order; always with the same options. */
    List<DocumentScores> documents(String phase, List<Corpus.Unit> units, ScoringOptions options) {
        listener.phase(phase, units.stream().mapToLong(Corpus.Unit::tokens).sum());
        AtomicLong done = new AtomicLong();
        DocumentScores[] scores = new DocumentScores[units.size()];
        IntConsumer one = n -> scores[n] = score(units.get(n), options, done);
        if (apart) {
            // Called from a task, the workers run every operation on its own thread.
            workers.forEach(scores.length, one);
        } else {
            for (int n = 0; n < scores.length; n++) {
                one.accept(n);
            }
        }
        return Arrays.asList(scores);
    }

    private DocumentScores score(Corpus.Unit unit, ScoringOptions options, AtomicLong done) {
        DocumentScorer scorer = idle.poll();
        if (scorer == null) {
            scorer =
                    new DocumentScorer(
                            new TransformerPass(transformer, workers, longest),
                            options,
                            comparison);
        }
        DocumentScores scores = scorer.score(unit.id(), unit.windows());
        idle.add(scorer);
        synchronized (listener) {
            listener.tokens(done.addAndGet(unit.tokens()));
        }
        return scores;
    }

    /** Scores the random repeats. */
    static RepeatScores repeats(
            Transformer transformer,
            Workers workers,
            AnalysisListener listener,
            String phase,
            RepeatPlan plan) {
        int length = plan.sequences().getFirst().length;
        listener.phase(phase, (long) length * plan.sequences().size());
        return new RepeatScorer(new TransformerPass(transformer, workers, length))
                .score(plan, n -> listener.tokens((n + 1L) * length));
    }
}
