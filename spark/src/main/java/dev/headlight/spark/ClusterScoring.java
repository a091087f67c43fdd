package dev.headlight.spark;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.Corpus;
import dev.headlight.analysis.ScoringEngine;
import dev.headlight.analysis.TextFacts;
import dev.headlight.analysis.UnitScoring;
import dev.headlight.analysis.evidence.TextScores;
import dev.headlight.analysis.evidence.UnitTally;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Reads and scores a text on a cluster: one job to read it, one to score it by the model, one by the control. */
final class ClusterScoring implements ScoringEngine, AutoCloseable {

    /** Levels of the tree in which partitions' tallies are combined. */
    private static final int DEPTH = 2;

    private final JavaSparkContext spark;
    private final OpenModel model;
    private final JavaRDD<Row> rows;
    private final List<String> files;
    private final ClusterJob job;
    private final AnalysisOptions options;
    private final ClusterOptions cluster;
    private final ClusterProgress progress;
    private final Workers workers;
    private final TableWriting table;
    private @Nullable TextFacts facts;
    private List<Corpus.Unit> first = List.of();
    private Set<String> exampleUnits = Set.of();
    private @Nullable ExampleCandidates examples;
    private Map<String, String> fingerprints = Map.of();

    /**
     * Of a text laid out as rows.
     *
     * @param table where each document's scores by the model go
     */
    ClusterScoring(
            JavaSparkContext spark,
            OpenModel model,
            JavaRDD<Row> rows,
            List<String> files,
            ClusterJob job,
            AnalysisOptions options,
            ClusterOptions cluster,
            ClusterProgress progress,
            TableWriting table) {
        this.spark = spark;
        this.model = model;
        this.rows = rows;
        this.files = files;
        this.job = job;
        this.options = options;
        this.cluster = cluster;
        this.progress = progress;
        this.table = table;
        workers = new Workers(options.threads());
    }

    @Override
    public TextFacts read() {
        progress.begin("reading the text", 0);
        spark.setJobDescription("Headlight: reading the text for " + model.name());
        Broadcast<ClusterJob> shared = spark.broadcast(job);
        ReadFacts read =
                progress.run(
                        () ->
                                rows.mapPartitions(new ReadPartition(shared))
                                        .treeReduce(ReadFacts::combine, DEPTH));
        if (read.corrupt() > cluster.corruptShare() * read.documents()) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d documents cannot be read, more than the %s%% that may be passed over"
                                    + " (--max-corrupt); the first: %s",
                            read.corrupt(),
                            read.documents(),
                            percent(cluster.corruptShare()),
                            read.problems()));
        }
        TextFacts found = read.facts.facts(options.split().equals("window"), files, alerts(read));
        facts = found;
        first = read.facts.first(found);
        exampleUnits = read.facts.exampleUnits(found);
        return found;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.6f", 100 * share).replaceFirst("\\.?0+$", "");
    }

    private static List<String> alerts(ReadFacts read) {
        List<String> alerts = new ArrayList<>();
        if (read.corrupt() > 0) {
            alerts.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d documents cannot be read and were left out. %s",
                            read.corrupt(),
                            read.documents(),
                            read.problems()));
        }
        if (read.vectorBits.size() > 1) {
            alerts.add(
                    "The machines have vectors of "
                            + String.join(
                                    " and ",
                                    read.vectorBits.keySet().stream()
                                            .map(Object::toString)
                                            .toList())
                            + " bits: figures agree with those of one machine to the precision of"
                            + " floats only.");
        }
        return alerts;
    }

    @Override
    public List<Corpus.Unit> units() {
        return first;
    }

    @Override
    public @Nullable ExampleCandidates examples() {
        return examples;
    }

    @Override
    public Map<String, String> fingerprints() {
        return fingerprints;
    }

    @Override
    public TextScores score(
            ModelWeights weights, boolean control, String phase, ScoringOptions scoring) {
        TextFacts text = facts;
        if (text == null) {
            throw new IllegalStateException("the text has not been read");
        }
        ModelConfig config = model.config();
        progress.begin(phase, text.tokens());
        spark.setJobDescription("Headlight: " + phase + " by " + model.name());
        LongAccumulator tokens = spark.sc().longAccumulator(ClusterProgress.TOKENS);
        long unitBytes = UnitScoring.unitBytes(config, text.longest());
        UnitTally none =
                new UnitTally(
                        config.nLayers(),
                        config.nHeads(),
                        scoring.matched().sets().size(),
                        text.longest(),
                        options.replicates(),
                        options.seed(),
                        unitBytes,
                        cluster.keptBytes());
        Broadcast<ScoringJob> shared =
                spark.broadcast(
                        new ScoringJob(
                                job,
                                control,
                                text.blocks(),
                                text.longest(),
                                scoring,
                                control ? Set.of() : exampleUnits));
        JavaRDD<ScoredItem> scores = rows.mapPartitions(new ScorePartition(shared, tokens));
        scores.setName(phase);
        boolean write = !control && table.wanted(text.units());
        if (write) {
            scores.persist(StorageLevel.MEMORY_AND_DISK());
        }
        ScoredText all =
                progress.run(
                        () ->
                                scores.treeAggregate(
                                        new ScoredText(none),
                                        ScoredText::with,
                                        ScoredText::combine,
                                        DEPTH,
                                        true));
        if (write) {
            table.write(scores);
            scores.unpersist();
        }
        if (!control) {
            examples = all.examples();
            fingerprints = all.fingerprints();
        }
        return all.tally().scores(workers);
    }

    @Override
    public void close() {
        workers.close();
    }
}
