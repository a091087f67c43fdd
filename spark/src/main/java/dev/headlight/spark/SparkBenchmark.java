package dev.headlight.spark;

import com.sun.management.OperatingSystemMXBean;
import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.spark.ClusterOptions.PerDocument;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.Split;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Documents a second of one machine's threads beside Spark with as many cores in the same JVM, over the same
 * documents of random ids: {@code SparkBenchmark MODEL [documents [tokens [threads [rounds]]]]}, by default 200
 * of 512 on 2, 3 rounds.
 * Without control and bootstrap of note, so that scoring is what is seen. Times are of the clock and of processors,
 * by phase; the second tells on a machine that does other things too. The first round of each warms up.
 */
public final class SparkBenchmark {

    private static final int FILES = 8;

    private SparkBenchmark() {}

    /** Seconds of the clock and of processors. */
    private record Seconds(double clock, double processor) {

        static Seconds now() {
            OperatingSystemMXBean system =
                    (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Seconds(System.nanoTime() / 1e9, system.getProcessCpuTime() / 1e9);
        }

        Seconds since(Seconds start) {
            return new Seconds(clock - start.clock, processor - start.processor);
        }
    }

    /** Runs it. */
    public static void main(String... args) throws IOException {
        Path model = Path.of(args[0]);
        int documents = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int tokens = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        int threads = args.length > 3 ? Integer.parseInt(args[3]) : 2;
        int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 3;
        Path folder = Files.createTempDirectory("headlight-benchmark");
        AnalysisOptions options =
                new AnalysisOptions(
                        tokens,
                        0,
                        0,
                        42,
                        threads,
                        false,
                        List.of(),
                        List.of(),
                        10,
                        Split.FILE.text(),
                        Map.of(),
                        "");
        try (OpenModel open = ModelReader.open(model)) {
            List<Path> text = text(folder, documents, tokens, open.config().vocab());
            Seconds local = new Seconds(0, 0);
            Seconds cluster = local;
            for (int round = 0; round < rounds; round++) {
                local =
                        round(
                                "local",
                                documents,
                                listener ->
                                        Analysis.run(
                                                open,
                                                DocumentReader.read(text, Split.FILE, 0, 0),
                                                options,
                                                listener));
                ClusterOptions on =
                        new ClusterOptions(
                                "local[" + threads + "]",
                                0,
                                0,
                                false,
                                PerDocument.NEVER,
                                Long.MAX_VALUE);
                List<String> names = text.stream().map(Path::toString).toList();
                cluster =
                        round(
                                "spark",
                                documents,
                                listener ->
                                        new SparkAnalysis(on)
                                                .run(
                                                        open,
                                                        names,
                                                        options,
                                                        CausalOptions.NEVER,
                                                        null,
                                                        listener));
            }
            System.out.printf(
                    Locale.ROOT,
                    "Spark beside local threads, reading and scoring, last round: clock %+.1f%%, processor"
                            + " %+.1f%%%n",
                    100 * (cluster.clock / local.clock - 1),
                    100 * (cluster.processor / local.processor - 1));
        }
    }

    private interface Run {
        AnalysisResults with(AnalysisListener listener);
    }

    /** Seconds that reading and scoring the text took. */
    private static Seconds round(String name, int documents, Run run) {
        List<String> phases = new ArrayList<>();
        List<Seconds> begun = new ArrayList<>();
        Seconds start = Seconds.now();
        run.with(
                new AnalysisListener() {
                    @Override
                    public void phase(String phase, long totalTokens) {
                        phases.add(phase);
                        begun.add(Seconds.now());
                    }
                });
        Seconds end = Seconds.now();
        begun.add(end);
        double clock = 0;
        double processor = 0;
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < phases.size(); n++) {
            Seconds took = begun.get(n + 1).since(begun.get(n));
            line.append(
                    String.format(
                            Locale.ROOT,
                            "; %s %.2f s (%.2f s)",
                            phases.get(n),
                            took.clock,
                            took.processor));
            if (phases.get(n).equals("text") || phases.get(n).equals("reading the text")) {
                clock += took.clock;
                processor += took.processor;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f documents/s, %.1f ms of processors a document; in all %.2f s%s%n",
                name,
                documents / clock,
                1000 * processor / documents,
                end.since(start).clock,
                line);
        return new Seconds(clock, processor);
    }

    private static List<Path> text(Path folder, int documents, int tokens, int vocab)
            throws IOException {
        Random random = new Random(1);
        List<List<String>> files = new ArrayList<>();
        for (int n = 0; n < documents; n++) {
            if (n < FILES) {
                files.add(new ArrayList<>());
            }
            String ids =
                    random.ints(tokens, 0, vocab)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(","));
            files.get(n % FILES).add("{\"ids\":[" + ids + "]}");
        }
        List<Path> paths = new ArrayList<>();
        for (int f = 0; f < files.size(); f++) {
            Path path = folder.resolve("part-" + f + ".jsonl");
            Files.write(path, files.get(f));
            paths.add(path);
        }
        return paths;
    }
}
