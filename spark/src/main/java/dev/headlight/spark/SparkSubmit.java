package dev.headlight.spark;

import dev.headlight.app.Main;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code spark-submit} starts: {@code --class dev.headlight.spark.SparkSubmit headlight-spark.jar MODEL CORPUS
 * OUT}, and any options of {@code headlight analyze} behind them. The cluster's settings come from {@code
 * spark-submit}.
 */
public final class SparkSubmit {

    private SparkSubmit() {}

    /** Runs the analysis and ends the JVM with its exit code. */
    public static void main(String... args) {
        if (args.length < 3) {
            System.err.println(
                    "usage: spark-submit --class dev.headlight.spark.SparkSubmit headlight-spark.jar MODEL CORPUS"
                            + " OUT [options of headlight analyze]");
            System.exit(2);
        }
        List<String> line = new ArrayList<>(List.of("analyze", args[0]));
        line.addAll(List.of("--text", args[1], "--out", args[2], "--engine", "spark"));
        line.addAll(Arrays.asList(args).subList(3, args.length));
        Main.main(line.toArray(String[]::new));
    }
}
