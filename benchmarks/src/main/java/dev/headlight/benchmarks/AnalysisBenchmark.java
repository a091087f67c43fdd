package dev.headlight.benchmarks;

import dev.headlight.analysis.score.DocumentScorer;
import dev.headlight.analysis.score.ForwardPass;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.analysis.score.TransformerPass;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass of the whole analysis over a window, every score of every head, against our own forward alone and
 * against PyTorch on the same model, tokens and threads, in turn: A B A B. Prints the best of the rounds, since
 * what disturbs a run only makes it slower, and the ratios.
 *
 * <pre>AnalysisBenchmark MODEL.gguf [--python PYTHON] [--lengths 512,1024,2048] [--threads 2] [--rounds 3]</pre>
 */
public final class AnalysisBenchmark {

    private final Transformer transformer;
    private final Workers workers;
    private final TokenClasses classes;
    private final MatchedTokenSets matched; // drawn once a text, as the analysis does
    private final int[] ids;

    private AnalysisBenchmark(OpenModel model, Workers workers, int longest) {
        this.transformer = new Transformer(model.config(), model.weights());
        this.workers = workers;
        this.classes =
                model.tokenizer() == null
                        ? TokenClasses.none()
                        : TokenClasses.of(model.tokenizer());
        this.ids = skewed(longest, model.config().vocab());
        long[] counts = new long[model.config().vocab()];
        for (int id : ids) {
            counts[id]++;
        }
        this.matched =
                MatchedTokenSets.draw(
                        classes, counts, OptionalInt.empty(), MatchedTokenSets.SETS, 1);
    }

    /** Random tokens, frequent ones far more often than rare ones, as in text: duplicates cost time. */
    private static int[] skewed(int length, int vocab) {
        SplittableRandom random = new SplittableRandom(20260101);
        return IntStream.range(0, length)
                .map(i -> (int) (vocab * Math.pow(random.nextDouble(), 4)))
                .toArray();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.err.println(
                    "usage: AnalysisBenchmark MODEL [--python PYTHON] [--lengths N,N] [--threads N]"
                            + " [--rounds N]");
            System.exit(2);
        }
        Path path = Path.of(args[0]);
        int[] lengths =
                Arrays.stream(option(args, "--lengths", "512,1024,2048").split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        int threads = Integer.parseInt(option(args, "--threads", "2"));
        int rounds = Integer.parseInt(option(args, "--rounds", "3"));
        String python = option(args, "--python", "");
        int longest = Arrays.stream(lengths).max().orElseThrow();
        try (OpenModel model = ModelReader.open(path);
                Workers workers = new Workers(threads)) {
            AnalysisBenchmark ours = new AnalysisBenchmark(model, workers, longest);
            try (Peer peer =
                    python.isEmpty() ? null : Peer.start(python, path, threads, ours.ids)) {
                System.out.printf(
                        "%s, %d threads, best of %d; seconds%n", model.name(), threads, rounds);
                System.out.println(
                        "     T  forward  analysis  statistics | peer plain  stream  capture |"
                                + " analysis/plain  capture/analysis  stream/analysis");
                for (int length : lengths) {
                    ours.compare(length, rounds, peer);
                }
            }
        }
        System.out.printf("peak resident memory of this process: %d MiB%n", peakMebibytes());
    }

    private void compare(int length, int rounds, @Nullable Peer peer)
            throws IOException, InterruptedException {
        int[] window = Arrays.copyOf(ids, length);
        RunState state = new RunState(transformer.config(), length);
        ForwardPass pass = new TransformerPass(transformer, workers, length);
        ScoringOptions options =
                ScoringOptions.of(
                        classes, matched, length, LossPositions.every(transformer.config()), 1);
        double[] best = new double[5];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int round = -1; round < rounds; round++) { // the first warms up
            double[] seconds = {
                seconds(() -> transformer.forward(window, state, workers, null)),
                seconds(() -> analyze(window, pass, options)),
                peer == null ? Double.NaN : peer.seconds("plain", length),
                peer == null ? Double.NaN : peer.seconds("stream", length),
                peer == null || round > 0 ? Double.NaN : peer.seconds("capture", length)
            };
            for (int i = 0; i < best.length; i++) {
                if (round >= 0 && seconds[i] < best[i]) {
                    best[i] = seconds[i];
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%6d %8.3f %9.3f %+10.1f%% | %10.3f %7.3f %8.3f | %14.2f %17.1f %16.1f%n",
                length,
                best[0],
                best[1],
                100 * (best[1] / best[0] - 1),
                best[2],
                best[3],
                best[4],
                best[1] / best[2],
                best[4] / best[1],
                best[3] / best[1]);
    }

    /** A pass over the window with the losses, and the heads side by side, as {@code Analysis} takes them. */
    private void analyze(int[] window, ForwardPass pass, ScoringOptions options) {
        HeadComparison comparison =
                new HeadComparison(
                        pass.layers(), pass.heads(), options.seed(), workers, Optional.empty());
        new DocumentScorer(pass, options, comparison)
                .score("window", List.of(new Window("window", 0, window, false)));
    }

    private static double seconds(Runnable run) {
        long begin = System.nanoTime();
        run.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String option(String[] args, String name, String otherwise) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return args[i + 1];
            }
        }
        return otherwise;
    }

    /** The most that this process has ever held in memory, as the system counts it. */
    private static long peakMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return -1;
    }

    /** PyTorch in a process of its own, which answers one question at a time. */
    private record Peer(Process process) implements AutoCloseable {

        static Peer start(String python, Path model, int threads, int[] ids) throws IOException {
            Path file = Files.createTempFile("headlight-ids", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    Arrays.stream(ids)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(",", "[", "]")));
            List<String> command = new ArrayList<>(List.of(python));
            command.add(Path.of("benchmarks", "peers", "attention_scores.py").toString());
            command.addAll(List.of(model.toString(), Integer.toString(threads), file.toString()));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            // Some set-ups pin an old BLAS kernel here; the peer shall run at its best.
            builder.environment().remove("OPENBLAS_CORETYPE");
            builder.environment().remove("OPENBLAS_L2_SIZE");
            Peer peer = new Peer(builder.start());
            String ready = peer.process.inputReader().readLine();
            if (!"ready".equals(ready)) {
                throw new IOException("the peer did not start: " + ready);
            }
            return peer;
        }

        double seconds(String mode, int length) throws IOException {
            var writer = process.outputWriter();
            writer.write(mode + " " + length + "\n");
            writer.flush();
            String answer = process.inputReader().readLine();
            if (answer == null) {
                throw new IOException("the peer ended at " + mode + " " + length);
            }
            return Double.parseDouble(answer.replaceAll(".*\"seconds\": ([0-9.e-]+).*", "$1"));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
