package dev.headlight.spark;

import dev.headlight.analysis.DocumentWindows;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** A task that cuts a partition's documents into windows and scores them. */
record ScorePartition(Broadcast<ScoringJob> broadcast, LongAccumulator tokens)
        implements FlatMapFunction<Iterator<Row>, ScoredItem> {

    @Override
    public Iterator<ScoredItem> call(Iterator<Row> rows) {
        ScoringJob job = broadcast.value();
        ExecutorModel executor = ExecutorModel.of(job.analysis().model());
        DocumentWindows windows = new DocumentWindows(executor.model(), job.analysis().context());
        Units units = new Units(rows, windows, job.blocks());
        return new UnitScores(job, executor, units, units::fingerprint, tokens);
    }
}
