package dev.headlight.spark;

import dev.headlight.app.Main;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What {@code spark-submit} starts: {@code --class dev.headlight.spark.SparkSubmit headlight-spark.jar MODEL CORPUS
 * OUT}, and any options of {@code headlight analyze} behind them; or {@code ablate} or {@code timeline} and what
 * {@code headlight} takes behind that. The cluster's settings come from {@code spark-submit}.
 */
public final class SparkSubmit {

    private SparkSubmit() {}

    private static final Set<String> COMMANDS = Set.of("ablate", "timeline");

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String... args) {
        if (args.length > 0 && COMMANDS.contains(args[0])) {
            List<String> line = new ArrayList<>(Arrays.asList(args));
            line.addAll(List.of("--engine", "spark"));
            Main.main(line.toArray(String[]::new));
            return;
        }
        if (args.length < 3) {
            System.err.println(
                    "usage: spark-submit --class dev.headlight.spark.SparkSubmit headlight-spark.jar MODEL CORPUS"
                            + " OUT [options of headlight analyze], or ablate or timeline and its options");
            System.exit(2);
        }
        List<String> line = new ArrayList<>(List.of("analyze", args[0]));
        line.addAll(List.of("--text", args[1], "--out", args[2], "--engine", "spark"));
        line.addAll(Arrays.asList(args).subList(3, args.length));
        Main.main(line.toArray(String[]::new));
    }
}
