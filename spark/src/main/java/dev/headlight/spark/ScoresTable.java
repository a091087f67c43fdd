package dev.headlight.spark;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.table.ScoresCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tidy table of a run as Parquet: the rows and columns of {@code scores.csv}. */
final class ScoresTable {

    static final String NAME = "scores";

    private static final StructType SCHEMA =
            new StructType()
                    .add("layer", DataTypes.IntegerType, false)
                    .add("head", DataTypes.IntegerType, false)
                    .add("score", DataTypes.StringType, false)
                    .add("sink", DataTypes.StringType, false)
                    .add("value", DataTypes.DoubleType)
                    .add("ci_low", DataTypes.DoubleType)
                    .add("ci_high", DataTypes.DoubleType)
                    .add("null_uniform", DataTypes.DoubleType)
                    .add("control_init", DataTypes.DoubleType)
                    .add("p", DataTypes.DoubleType)
                    .add("q", DataTypes.DoubleType)
                    .add("documents", DataTypes.IntegerType)
                    .add("rows", DataTypes.LongType);

    private ScoresTable() {}

    /** Writes the table into a folder. */
    static void write(SparkSession spark, AnalysisResults results, String path) {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try {
            ScoresCsv.write(results, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        List<String> lines = csv.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
        spark.read()
                .schema(SCHEMA)
                .csv(spark.createDataset(lines, Encoders.STRING()))
                .coalesce(1)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(path);
    }
}
