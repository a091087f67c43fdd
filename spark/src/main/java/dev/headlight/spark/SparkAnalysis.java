package dev.headlight.spark;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.cluster.ClusterText;
import dev.headlight.model.OpenModel;
import dev.headlight.spark.TextFiles.TextFile;
import dev.headlight.text.Documents;
import dev.headlight.text.InputException;
import dev.headlight.text.Split;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** An analysis on Apache Spark, from a text's names to the results and the tables beside them. */
public final class SparkAnalysis {

    /** Multiplications that studies of the first documents, which the driver runs, may cost; about a minute. */
    private static final double FIRST_OPERATIONS = 1e13;

    private static final long FEWEST_FIRST = 1 << 14;
    private static final long MOST_FIRST = 1 << 22;

    private final ClusterOptions cluster;

    public SparkAnalysis(ClusterOptions cluster) {
        this.cluster = cluster;
    }

    /** As the other, of a text that the cluster reads and a model as its files have it. */
    public AnalysisResults run(
            OpenModel model,
            List<String> texts,
            AnalysisOptions options,
            CausalOptions causal,
            @Nullable String tables,
            AnalysisListener listener) {
        return run(model, null, new ClusterText(texts, null), options, causal, tables, listener);
    }

    /**
     * Analyses; ends Spark again.
     *
     * @param model opened on the driver, from a path
     * @param randomSeed of its weights where they are at random initialisation; null where they are the files' own
     * @param text of any file system that Hadoop knows, or held by this process
     * @param options those of one machine; a limit of documents or tokens has to be kept by who holds the text
     * @param causal whether heads are ablated, on the first documents and in this process
     * @param tables folder for the Parquet tables, which all machines share; null for none
     * @throws dev.headlight.text.UserException as one machine's analysis, and where the cluster cannot
     */
    public AnalysisResults run(
            OpenModel model,
            @Nullable Long randomSeed,
            ClusterText text,
            AnalysisOptions options,
            CausalOptions causal,
            @Nullable String tables,
            AnalysisListener listener) {
        if (text.held() == null && (options.maxDocuments() > 0 || options.maxTokens() > 0)) {
            throw new UsageException(
                    "--max-documents and --max-tokens mean the first ones, and where the cluster reads there is no"
                            + " first: leave them out, or name fewer files.");
        }
        SparkSession spark = Sessions.start("Headlight: " + model.name(), cluster.master());
        try {
            return run(spark, model, randomSeed, text, options, causal, tables, listener);
        } finally {
            spark.stop();
        }
    }

    private AnalysisResults run(
            SparkSession spark,
            OpenModel model,
            @Nullable Long randomSeed,
            ClusterText text,
            AnalysisOptions options,
            CausalOptions causal,
            @Nullable String tables,
            AnalysisListener listener) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        ClusterProgress progress = new ClusterProgress(listener);
        spark.sparkContext().addSparkListener(progress);
        context.setJobGroup("headlight", "Headlight: " + model.name(), true);
        ClusterJob job =
                new ClusterJob(
                        SharedModel.of(model, randomSeed, cluster.sendModel(), context),
                        options.longestWindow(model.config()),
                        options.seed(),
                        options.replicates(),
                        context.getConf().getInt("spark.task.cpus", 1),
                        Math.clamp(
                                (long) (FIRST_OPERATIONS / model.parameters()),
                                FEWEST_FIRST,
                                MOST_FIRST),
                        hadoop(context.hadoopConfiguration()));
        TableWriting table =
                new TableWriting(
                        context,
                        tables == null
                                ? null
                                : new DocumentTable(spark, tables + "/" + DocumentTable.NAME),
                        cluster.perDocument(),
                        model.config().nLayers() * model.config().nHeads(),
                        progress);
        Documents held = text.held();
        AnalysisResults results =
                held == null
                        ? read(
                                spark, context, model, text, job, options, causal, progress, table,
                                listener)
                        : Analysis.run(
                                model,
                                held,
                                new HeldScoring(
                                        context, model, job, partitions(context), progress, table),
                                options,
                                causal,
                                listener);
        if (tables != null) {
            progress.begin("writing " + ScoresTable.NAME, 0);
            context.setJobDescription("Headlight: writing " + ScoresTable.NAME);
            String folder = tables + "/" + ScoresTable.NAME;
            progress.run(() -> ScoresTable.write(spark, results, folder));
            requireShared(folder);
        }
        return results;
    }

    /** Of a text that the cluster reads. */
    private AnalysisResults read(
            SparkSession spark,
            JavaSparkContext context,
            OpenModel model,
            ClusterText text,
            ClusterJob job,
            AnalysisOptions options,
            CausalOptions causal,
            ClusterProgress progress,
            TableWriting table,
            AnalysisListener listener) {
        List<TextFile> files = TextFiles.of(text.names(), context.hadoopConfiguration());
        Split split = Split.parse(options.split());
        JavaRDD<Row> rows =
                progress.run(
                        () ->
                                TextDataset.of(
                                                spark,
                                                files,
                                                split,
                                                partitions(context),
                                                job.hadoop())
                                        .toJavaRDD());
        List<String> names = files.stream().map(TextFile::uri).toList();
        try (ClusterScoring scoring =
                new ClusterScoring(
                        context, model, rows, names, job, options, cluster, progress, table)) {
            return Analysis.run(model, scoring, options, causal, listener);
        }
    }

    private int partitions(JavaSparkContext context) {
        return cluster.partitions() > 0
                ? cluster.partitions()
                : ClusterOptions.PER_CORE * context.defaultParallelism();
    }

    private static Map<String, String> hadoop(Configuration configuration) {
        Map<String, String> map = new HashMap<>();
        configuration.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    /** A table that executors wrote on their own disks is no table. */
    private static void requireShared(String folder) {
        if (!folder.contains(":/") && !hasParquet(Path.of(folder))) {
            throw new InputException(
                    folder
                            + " was written on the machines of the executors and cannot be seen from here; name"
                            + " a folder that all machines share with --out.");
        }
    }

    private static boolean hasParquet(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(f -> f.toString().endsWith(".parquet"));
        } catch (IOException e) {
            return false;
        }
    }
}
