package dev.headlight.spark;

import dev.headlight.analysis.Corpus;
import dev.headlight.analysis.UnitScoring;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.engine.Workers;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Runs the model over a task's units, with as many kernel threads as the task has processors, and hands on their
 * scores as they are asked for.
 */
final class UnitScores implements Iterator<ScoredItem> {

    private final UnitScoring scoring;
    private final Iterator<DocumentScores> scores;
    private final UnaryOperator<String> fingerprint;
    private final LongAccumulator tokens;
    private boolean ended;

    /**
     * In a task.
     *
     * @param fingerprint of a unit by its id; empty where nobody asks for it
     * @param tokens counts for who watches and for nothing else: a task that runs twice counts twice
     */
    UnitScores(
            ScoringJob job,
            ExecutorModel executor,
            Iterator<Corpus.Unit> units,
            UnaryOperator<String> fingerprint,
            LongAccumulator tokens) {
        this.fingerprint = fingerprint;
        this.tokens = tokens;
        ClusterJob analysis = job.analysis();
        Workers workers = new Workers(analysis.threads());
        TaskContext.get()
                .addTaskCompletionListener((TaskCompletionListener) context -> workers.close());
        scoring =
                new UnitScoring(
                        executor.model().config(),
                        executor.weights(job.control(), analysis.seed(), workers),
                        workers,
                        job.longest(),
                        job.options(),
                        job.examples());
        scores = scoring.score(units);
    }

    @Override
    public boolean hasNext() {
        return scores.hasNext() || !ended;
    }

    @Override
    public ScoredItem next() {
        if (scores.hasNext()) {
            DocumentScores next = scores.next();
            tokens.add(next.tokens());
            return new ScoredItem(next, fingerprint.apply(next.id()), null, null);
        }
        if (ended) {
            throw new NoSuchElementException();
        }
        ended = true;
        return new ScoredItem(null, "", scoring.divergences(), scoring.examples());
    }
}
