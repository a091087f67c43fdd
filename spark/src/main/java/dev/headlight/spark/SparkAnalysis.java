package dev.headlight.spark;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.spark.TextFiles.TextFile;
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

    /**
     * Analyses; ends Spark again.
     *
     * @param model opened on the driver, from a path
     * @param texts files and folders, of any file system that Hadoop knows
     * @param options those of one machine; a limit of documents or tokens cannot be kept
     * @param causal whether heads are ablated, on the first documents and in this process
     * @param tables folder for the Parquet tables, which all machines share; null for none
     * @throws dev.headlight.text.UserException as one machine's analysis, and where the cluster cannot
     */
    public AnalysisResults run(
            OpenModel model,
            List<String> texts,
            AnalysisOptions options,
            CausalOptions causal,
            @Nullable String tables,
            AnalysisListener listener) {
        if (options.maxDocuments() > 0 || options.maxTokens() > 0) {
            throw new UsageException(
                    "--max-documents and --max-tokens mean the first ones, and on a cluster there is no first:"
                            + " leave them out, or name fewer files.");
        }
        Path path = model.path();
        if (path == null) {
            throw new UsageException("a model made in memory cannot be sent to a cluster");
        }
        SparkSession spark = Sessions.start("Headlight: " + model.name(), cluster);
        try {
            return run(
                    spark, model, path.toAbsolutePath(), texts, options, causal, tables, listener);
        } finally {
            spark.stop();
        }
    }

    private AnalysisResults run(
            SparkSession spark,
            OpenModel model,
            Path path,
            List<String> texts,
            AnalysisOptions options,
            CausalOptions causal,
            @Nullable String tables,
            AnalysisListener listener) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        ClusterProgress progress = new ClusterProgress(listener);
        spark.sparkContext().addSparkListener(progress);
        context.setJobGroup("headlight", "Headlight: " + model.name(), true);
        Map<String, String> hadoop = hadoop(context.hadoopConfiguration());
        ClusterJob job =
                new ClusterJob(
                        shared(model, path, context),
                        options.longestWindow(model.config()),
                        options.seed(),
                        options.replicates(),
                        context.getConf().getInt("spark.task.cpus", 1),
                        Math.clamp(
                                (long) (FIRST_OPERATIONS / model.parameters()),
                                FEWEST_FIRST,
                                MOST_FIRST),
                        hadoop);
        List<TextFile> files = TextFiles.of(texts, context.hadoopConfiguration());
        Split split = Split.parse(options.split());
        JavaRDD<Row> rows =
                progress.run(
                        () ->
                                TextDataset.of(spark, files, split, partitions(context), hadoop)
                                        .toJavaRDD());
        DocumentTable table =
                tables == null ? null : new DocumentTable(spark, tables + "/" + DocumentTable.NAME);
        List<String> names = files.stream().map(TextFile::uri).toList();
        try (ClusterScoring scoring =
                new ClusterScoring(
                        context, model, rows, names, job, options, cluster, progress, table)) {
            AnalysisResults results = Analysis.run(model, scoring, options, causal, listener);
            if (tables != null) {
                progress.begin("writing " + ScoresTable.NAME, 0);
                context.setJobDescription("Headlight: writing " + ScoresTable.NAME);
                String folder = tables + "/" + ScoresTable.NAME;
                progress.run(() -> ScoresTable.write(spark, results, folder));
                requireShared(folder);
            }
            return results;
        }
    }

    private int partitions(JavaSparkContext context) {
        return cluster.partitions() > 0
                ? cluster.partitions()
                : ClusterOptions.PER_CORE * context.defaultParallelism();
    }

    /** Under its path, or sent along under its own name. */
    private SharedModel shared(OpenModel model, Path path, JavaSparkContext context) {
        String sent = "";
        if (cluster.sendModel()) {
            if (!Files.isDirectory(path) && !path.toString().endsWith(".gguf")) {
                throw new UsageException(
                        "--send-model sends a folder or a GGUF file, and "
                                + path
                                + " needs files beside it: put them where every machine finds them.");
            }
            if (Files.isDirectory(path)) {
                sent = ".";
                files(path).forEach(file -> context.addFile(file.toString()));
            } else {
                sent = path.getFileName().toString();
                context.addFile(path.toString());
            }
        }
        return new SharedModel(path.toString(), sent, model.fingerprint());
    }

    /** Spark sends no folders: their files go one by one, into one folder. */
    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
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
