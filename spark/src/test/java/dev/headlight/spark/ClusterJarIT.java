package dev.headlight.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar for clusters, submitted as a user submits it: to Spark's own jars and nothing else on the class path, on one
 * machine and on a master with two workers. What it gives is what the same jar gives without Spark.
 */
class ClusterJarIT {

    private static final Path JAR = Path.of(System.getProperty("headlight.cluster.jar"));
    private static final Path SPARK_JARS = Path.of(System.getProperty("headlight.spark.jars"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final int MINUTES = 3;

    private static final List<String> OPTIONS =
            List.of("--quiet", "--no-causal", "--replicates", "100", "--seed", "7");

    @TempDir static Path folder;

    private static Path home;
    private static Path model;
    private static String text;

    @BeforeAll
    static void make() throws Exception {
        home = StandaloneCluster.home(folder.resolve("spark"), sparkJars());
        model = TestText.model(folder);
        Path texts = Files.createDirectory(folder.resolve("texts"));
        TestText.ids(texts, 60);
        text = texts.toString();
        List<String> here = new ArrayList<>(List.of("analyze", model.toString(), "--text", text));
        here.addAll(List.of("--out", folder.resolve("here").toString()));
        here.addAll(OPTIONS);
        run(headlight(here));
    }

    /** Those that Spark alone needs, and the two that it shares with our rooms. */
    private static List<Path> sparkJars() throws IOException {
        List<Path> all = new ArrayList<>();
        try (var jars = Files.list(SPARK_JARS)) {
            jars.forEach(all::add);
        }
        for (String entry : StandaloneCluster.classPath().split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (jar.getFileName().toString().matches("(slf4j-api|jackson-annotations)-.*\\.jar")) {
                all.add(jar);
            }
        }
        return all;
    }

    @Test
    void onThreadsOfOneMachine() throws Exception {
        Path out = folder.resolve("local");
        List<String> args = new ArrayList<>(submit("local[2]"));
        args.addAll(List.of(model.toString(), text, out.toString()));
        args.addAll(OPTIONS);
        run(sparkSubmit(args));
        sameFiles(out);
    }

    @Test
    void onAMasterWithTwoWorkers() throws Exception {
        try (StandaloneCluster cluster =
                new StandaloneCluster(folder.resolve("cluster"), 2, sparkJars())) {
            Path out = folder.resolve("standalone");
            List<String> args = new ArrayList<>(submit(cluster.url()));
            args.addAll(List.of(model.toString(), text, out.toString()));
            args.addAll(OPTIONS);
            run(sparkSubmit(args));
            sameFiles(out);

            List<String> ablate =
                    List.of("ablate", model.toString(), "--text", text, "--heads", "0", "--json");
            List<String> there = new ArrayList<>(submit(cluster.url()));
            there.addAll(ablate);
            there.add("--quiet");
            String found = run(sparkSubmit(there));
            List<String> alone = new ArrayList<>(ablate);
            alone.add("--quiet");
            assertThat(figures(found)).isNotEmpty().isEqualTo(figures(run(headlight(alone))));
        }
    }

    @Test
    void whatIsWrongEndsWithItsSentenceAndCode() throws Exception {
        List<String> args = new ArrayList<>(submit("local[2]"));
        args.addAll(List.of(model.toString(), folder + "/none", folder + "/never", "--quiet"));
        Ended ended = ended(sparkSubmit(args));
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("none does not exist; name a text file or a folder.");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    /** All lines of the ablations' figures; the time it took and the command differ. */
    private static List<String> figures(String json) {
        return json.lines()
                .filter(line -> !line.contains("\"seconds\"") && !line.contains("\"command\""))
                .toList();
    }

    private static void sameFiles(Path found) throws IOException {
        for (String name : List.of("scores.csv", "attention_analysis_report.html")) {
            assertThat(found.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.readString(found.resolve("scores.csv")))
                .isEqualTo(Files.readString(folder.resolve("here/scores.csv")));
        for (String table : List.of("scores", "per_document")) {
            assertThat(found.resolve(table)).isDirectoryContaining("glob:**.parquet");
        }
    }

    private static List<String> submit(String master) {
        return List.of(
                "--master",
                master,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--executor-memory",
                "700m",
                "--driver-memory",
                "1g",
                "--class",
                "dev.headlight.spark.SparkSubmit",
                JAR.toString());
    }

    /** The jar without Spark. */
    private static List<String> headlight(List<String> args) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA.toString(),
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                JAR.toString(),
                                "dev.headlight.app.Main"));
        command.addAll(args);
        return command;
    }

    /** What {@code bin/spark-submit} does: Spark's launcher is asked for the command to run. */
    private static List<String> sparkSubmit(List<String> args) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA.toString(),
                                "-cp",
                                home.resolve("jars") + "/*",
                                "org.apache.spark.launcher.Main",
                                "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(args);
        String said = run(command); // a line, then words that end in NUL
        return Arrays.stream(said.substring(said.indexOf('\n') + 1).split("\0", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private record Ended(int code, String out, String err) {}

    private static String run(List<String> command) throws Exception {
        Ended ended = ended(command);
        assertThat(ended.code()).as(String.join(" ", command) + "\n" + ended.err()).isZero();
        return ended.out();
    }

    private static Ended ended(List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_HOME",
                                home.toString(),
                                "SPARK_SCALA_VERSION",
                                "2.13",
                                "SPARK_LOCAL_IP",
                                "127.0.0.1",
                                "JAVA_HOME",
                                System.getProperty("java.home")));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
