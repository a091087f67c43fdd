package dev.headlight.spark;

import dev.headlight.analysis.Corpus;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/** A task that scores units as they came from the driver. */
record ScoreHeldUnits(Broadcast<ScoringJob> broadcast, LongAccumulator tokens)
        implements FlatMapFunction<Iterator<Corpus.Unit>, ScoredItem> {

    @Override
    public Iterator<ScoredItem> call(Iterator<Corpus.Unit> units) {
        ScoringJob job = broadcast.value();
        return new UnitScores(
                job, ExecutorModel.of(job.analysis().model()), units, id -> "", tokens);
    }
}
