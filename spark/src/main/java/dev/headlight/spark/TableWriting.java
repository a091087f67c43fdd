package dev.headlight.spark;

import dev.headlight.spark.ClusterOptions.PerDocument;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the scores of each document are written.
 *
 * @param table null for nowhere
 * @param heads all layers together
 */
record TableWriting(
        JavaSparkContext spark,
        @Nullable DocumentTable table,
        PerDocument when,
        int heads,
        ClusterProgress progress) {

    /** Whether those of so many units are. */
    boolean wanted(int units) {
        long bytes = (long) units * heads * DocumentTable.ROW_BYTES;
        return table != null
                && switch (when) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO -> bytes <= ClusterOptions.TABLE_BYTES;
                };
    }

    /** Writes them, from scores that Spark has kept. */
    void write(JavaRDD<ScoredItem> scores) {
        DocumentTable into = table;
        if (into != null) {
            progress.begin("writing " + DocumentTable.NAME, 0);
            spark.setJobDescription("Headlight: writing " + DocumentTable.NAME);
            progress.run(() -> into.write(scores));
        }
    }
}
