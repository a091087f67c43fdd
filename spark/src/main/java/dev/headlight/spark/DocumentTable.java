package dev.headlight.spark;

import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What every document gave, as Parquet: a row for each head of each document, a column for each figure,
 * {@code <score>} with the sink and {@code <score>_without} without it.
 *
 * @param path of the table's folder
 */
record DocumentTable(SparkSession spark, String path) {

    static final String NAME = "per_document";

    /** Bytes of a row, about, before it is packed. */
    static final long ROW_BYTES = 4L * Figure.COUNT;

    private static final List<Figure> FIGURES = figures();

    private static List<Figure> figures() {
        List<Figure> all = new ArrayList<>();
        for (Figure f : Figure.values()) {
            if (!f.onRepeats()) {
                all.add(f);
            }
        }
        return all;
    }

    private static StructType schema() {
        StructType schema =
                new StructType()
                        .add("document", DataTypes.StringType, false)
                        .add("tokens", DataTypes.IntegerType, false)
                        .add("loss", DataTypes.DoubleType)
                        .add("layer", DataTypes.IntegerType, false)
                        .add("head", DataTypes.IntegerType, false);
        for (Figure figure : FIGURES) {
            schema = schema.add(figure.name().toLowerCase(Locale.ROOT), DataTypes.FloatType);
        }
        return schema;
    }

    /** Writes the table; returns where. */
    String write(JavaRDD<ScoredItem> scores) {
        spark.createDataFrame(scores.flatMap(new Rows()), schema())
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(path);
        return path;
    }

    private static final class Rows
            implements org.apache.spark.api.java.function.FlatMapFunction<ScoredItem, Row>,
                    Serializable {

        @Override
        public Iterator<Row> call(ScoredItem item) {
            List<Row> rows = new ArrayList<>();
            DocumentScores unit = item.unit();
            if (unit == null) {
                return rows.iterator();
            }
            for (int l = 0; l < unit.layers(); l++) {
                for (int h = 0; h < unit.heads(); h++) {
                    @Nullable Object[] row = new @Nullable Object[5 + FIGURES.size()];
                    row[0] = unit.id();
                    row[1] = unit.tokens();
                    row[2] = Double.isNaN(unit.loss()) ? null : unit.loss();
                    row[3] = l;
                    row[4] = h;
                    for (int f = 0; f < FIGURES.size(); f++) {
                        float value = unit.values()[l][h][FIGURES.get(f).index()];
                        row[5 + f] = Float.isNaN(value) ? null : value;
                    }
                    rows.add(RowFactory.create(row));
                }
            }
            return rows.iterator();
        }
    }
}
