package dev.headlight.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.transform;

import dev.headlight.spark.TextFiles.TextFile;
import dev.headlight.text.InputException;
import dev.headlight.text.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Documents as a Dataset of {@link TextRow}, spread over partitions by their ids. Text and JSON Lines are read a
 * file a task, which numbers their lines as one machine does; Parquet in pieces, its rows named by a column
 * {@code id} where there is one, else by file and number.
 */
final class TextDataset {

    private static final String COUNT = "documents";

    private TextDataset() {}

    /**
     * Lays out the reading; nothing is read yet but Parquet's schema.
     *
     * @throws InputException where Parquet has neither a column {@code text} nor {@code ids}, or ids twice
     */
    static Dataset<Row> of(
            SparkSession spark,
            List<TextFile> files,
            Split split,
            int partitions,
            Map<String, String> hadoop) {
        List<TextFile> plain = files.stream().filter(f -> !f.parquet()).toList();
        List<TextFile> parquet = files.stream().filter(TextFile::parquet).toList();
        List<Dataset<Row>> parts = new ArrayList<>();
        if (!plain.isEmpty()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            parts.add(
                    spark.createDataFrame(
                            context.parallelize(plain, plain.size())
                                    .flatMap(new FileRows(split, hadoop)),
                            TextRow.SCHEMA));
        }
        if (!parquet.isEmpty()) {
            parts.add(parquet(spark, parquet));
        }
        return parts.stream()
                .reduce(Dataset::union)
                .orElseThrow()
                .repartition(partitions, col(TextRow.ID));
    }

    private static Dataset<Row> parquet(SparkSession spark, List<TextFile> files) {
        Dataset<Row> table =
                spark.read().parquet(files.stream().map(TextFile::uri).toArray(String[]::new));
        StructType schema = table.schema();
        List<String> columns = List.of(schema.fieldNames());
        boolean text = columns.contains(TextRow.TEXT);
        if (text == columns.contains(TextRow.IDS)) {
            throw new InputException(
                    files.getFirst().uri()
                            + (text
                                    ? " has both a column text and a column ids; leave one of them out."
                                    : " has neither a column text nor a column ids, only "
                                            + String.join(", ", columns)
                                            + "."));
        }
        Column ids =
                text
                        ? lit(null).cast(TextRow.SCHEMA.apply(TextRow.IDS).dataType())
                        : transform(col(TextRow.IDS), id -> id.cast(DataTypes.IntegerType));
        Column file = file(files, f -> lit(f.name()));
        Column row = col("_metadata.row_index");
        Column id =
                columns.contains(TextRow.ID)
                        ? col(TextRow.ID)
                        : concat(file, lit(":"), row.plus(1).cast("string"));
        Column place =
                shiftleft(file(files, f -> lit((long) f.number())), TextRow.ENTRY_BITS).plus(row);
        Dataset<Row> rows =
                table.select(
                        id.cast(DataTypes.StringType).as(TextRow.ID),
                        place.as(TextRow.PLACE),
                        (text ? col(TextRow.TEXT) : lit(null))
                                .cast(DataTypes.StringType)
                                .as(TextRow.TEXT),
                        ids.as(TextRow.IDS),
                        lit(null).cast(DataTypes.StringType).as(TextRow.PROBLEM));
        if (columns.contains(TextRow.ID)) {
            requireDifferent(rows);
        }
        return rows;
    }

    /** What is known of the file that a row is from. */
    private static Column file(List<TextFile> files, Function<TextFile, Column> what) {
        Column path = regexp_replace(col("_metadata.file_path"), "^[A-Za-z0-9+.-]+:(//[^/]*)?", "");
        List<Column> pairs = new ArrayList<>();
        for (TextFile file : files) {
            pairs.add(lit(new Path(file.uri()).toUri().getRawPath()));
            pairs.add(what.apply(file));
        }
        return map(pairs.toArray(Column[]::new)).getItem(path);
    }

    private static void requireDifferent(Dataset<Row> rows) {
        List<Row> twice =
                rows.groupBy(TextRow.ID)
                        .agg(count(lit(1)).as(COUNT))
                        .filter(col(COUNT).gt(1))
                        .takeAsList(1);
        if (!twice.isEmpty()) {
            throw new InputException(
                    "two documents are called "
                            + twice.getFirst().getString(0)
                            + "; each needs an id of its own, since its bootstrap weights follow from it");
        }
    }
}
