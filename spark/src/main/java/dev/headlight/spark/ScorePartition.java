package dev.headlight.spark;

import dev.headlight.analysis.DocumentWindows;
import dev.headlight.analysis.UnitScoring;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A task that runs the model over a partition's units, with as many kernel threads as it has processors, and
 * hands on their scores as they are asked for.
 *
 * @param tokens counts for who watches and for nothing else: a task that runs twice counts twice
 */
record ScorePartition(Broadcast<ScoringJob> broadcast, LongAccumulator tokens)
        implements FlatMapFunction<Iterator<Row>, ScoredItem> {

    @Override
    public Iterator<ScoredItem> call(Iterator<Row> rows) {
        ScoringJob job = broadcast.value();
        ClusterJob analysis = job.analysis();
        ExecutorModel executor = ExecutorModel.of(analysis.model());
        OpenModel model = executor.model();
        Workers workers = new Workers(analysis.threads());
        TaskContext.get()
                .addTaskCompletionListener((TaskCompletionListener) context -> workers.close());
        UnitScoring scoring =
                new UnitScoring(
                        model.config(),
                        executor.weights(job.control(), analysis.seed(), workers),
                        workers,
                        job.longest(),
                        job.options());
        DocumentWindows windows = new DocumentWindows(model, analysis.context());
        Iterator<DocumentScores> scores = scoring.score(new Units(rows, windows, job.blocks()));
        return new Iterator<>() {
            private boolean ended;

            @Override
            public boolean hasNext() {
                return scores.hasNext() || !ended;
            }

            @Override
            public ScoredItem next() {
                if (scores.hasNext()) {
                    DocumentScores next = scores.next();
                    tokens.add(next.tokens());
                    return new ScoredItem(next, null);
                }
                if (ended) {
                    throw new NoSuchElementException();
                }
                ended = true;
                return new ScoredItem(null, scoring.divergences());
            }
        };
    }
}
