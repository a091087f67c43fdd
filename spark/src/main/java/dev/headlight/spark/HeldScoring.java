package dev.headlight.spark;

import dev.headlight.analysis.Corpus;
import dev.headlight.analysis.UnitEngine;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.model.OpenModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Scores units that the driver holds: they are sent out with the tasks, and what they gave comes back one by one. */
final class HeldScoring implements UnitEngine {

    private final JavaSparkContext spark;
    private final OpenModel model;
    private final ClusterJob job;
    private final int partitions;
    private final ClusterProgress progress;
    private final TableWriting table;

    HeldScoring(
            JavaSparkContext spark,
            OpenModel model,
            ClusterJob job,
            int partitions,
            ClusterProgress progress,
            TableWriting table) {
        this.spark = spark;
        this.model = model;
        this.job = job;
        this.partitions = partitions;
        this.progress = progress;
        this.table = table;
    }

    @Override
    public Scored score(
            List<Corpus.Unit> units,
            int longest,
            boolean control,
            String phase,
            ScoringOptions options,
            Set<String> examples) {
        progress.begin(phase, units.stream().mapToLong(Corpus.Unit::tokens).sum());
        spark.setJobDescription("Headlight: " + phase + " by " + model.name());
        LongAccumulator tokens = spark.sc().longAccumulator(ClusterProgress.TOKENS);
        Broadcast<ScoringJob> shared =
                spark.broadcast(new ScoringJob(job, control, false, longest, options, examples));
        JavaRDD<ScoredItem> scores =
                spark.parallelize(units, Math.min(partitions, units.size()))
                        .mapPartitions(new ScoreHeldUnits(shared, tokens));
        scores.setName(phase);
        boolean write = !control && table.wanted(units.size());
        if (write) {
            scores.persist(StorageLevel.MEMORY_AND_DISK());
        }
        Scored scored =
                together(
                        progress.run(scores::collect),
                        model.config().nLayers() * model.config().nHeads());
        if (write) {
            table.write(scores);
            scores.unpersist();
        }
        return scored;
    }

    private static Scored together(List<ScoredItem> items, int heads) {
        List<DocumentScores> units = new ArrayList<>();
        DivergenceSums divergences = new DivergenceSums(heads);
        ExampleCandidates examples = null;
        for (ScoredItem item : items) {
            if (item.unit() != null) {
                units.add(item.unit());
            }
            if (item.divergences() != null) {
                divergences.combine(item.divergences());
            }
            if (item.examples() != null) {
                examples = examples == null ? item.examples() : examples.combine(item.examples());
            }
        }
        return new Scored(units, divergences, examples);
    }
}
