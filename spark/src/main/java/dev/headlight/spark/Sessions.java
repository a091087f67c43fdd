package dev.headlight.spark;

import dev.headlight.text.ResourceException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark with what the analysis needs, wherever the user has not said otherwise. */
final class Sessions {

    private Sessions() {}

    /**
     * Starts Spark.
     *
     * @param name of the job in Spark's own pages
     * @param master empty for the one that {@code spark-submit} names, else all processors of this machine
     * @throws ResourceException where it does not start
     */
    static SparkSession start(String name, String master) {
        SparkConf conf = new SparkConf(true).setAppName(name);
        if (!master.isEmpty()) {
            conf.setMaster(master);
        } else {
            conf.setIfMissing("spark.master", "local[*]");
        }
        String jars = System.getProperty("headlight.jars", "");
        if (!jars.isEmpty() && !conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.jars", jars);
        }
        // The sums of a large model are one result; how large, the tally bounds.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.sql.session.timeZone", "UTC");
        // A partition's place does not matter to any figure; its size was chosen.
        conf.setIfMissing("spark.sql.adaptive.enabled", "false");
        try {
            return SparkSession.builder().config(conf).getOrCreate();
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            // A master that does not answer stops the context while it starts.
            boolean unanswered = why.contains("stopped SparkContext");
            throw new ResourceException(
                    "Spark does not start with master "
                            + conf.get("spark.master")
                            + ": "
                            + (unanswered ? "no master answers there; see that one runs." : why),
                    e);
        }
    }
}
