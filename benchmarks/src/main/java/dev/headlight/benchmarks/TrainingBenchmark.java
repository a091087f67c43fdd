package dev.headlight.benchmarks;

import dev.headlight.engine.KernelProbe;
import dev.headlight.engine.Workers;
import dev.headlight.training.Presets;
import dev.headlight.training.ProductSpeed;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Tokens a second of whole training steps (forward, backward, clipping, optimizer; random token ids), and PyTorch's
 * of the same model beside it, step by step in turns.
 *
 * <pre>
 * java --add-modules=jdk.incubator.vector -XX:+UseSerialGC -cp ... dev.headlight.benchmarks.TrainingBenchmark
 *     [--presets small,char,classic] [--vocab N] [--batch N] [--threads 2] [--rounds 3] [--steps 2]
 *     [--python python3] [--compile yes] [--parts yes]
 * </pre>
 *
 * <p>{@code --vocab} is 65 (the characters of tinyshakespeare) where the preset's tokens are characters, else the
 * preset's. {@code --compile yes} adds {@code torch.compile}, which takes a minute to compile. {@code --parts yes}
 * shares our step's time out among its phases. The limit: {@link ProductSpeed}, measured in the same rounds.
 */
public final class TrainingBenchmark {

    private TrainingBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args);
        String presets = options.text("presets");
        int threads = (int) options.number("threads", 2);
        System.out.printf("%s, %d threads%n", KernelProbe.description(), threads);
        for (String name : (presets == null ? "small,char,classic" : presets).split(",", -1)) {
            compare(name, threads, options);
        }
    }

    private static void compare(String name, int threads, Options options)
            throws IOException, InterruptedException {
        TrainingPlan preset = Presets.named(name).plan();
        int vocab =
                (int)
                        options.number(
                                "vocab",
                                preset.tokenizer() == TokenizerKind.CHARACTERS
                                        ? 65
                                        : preset.vocab());
        TrainingPlan plan =
                preset.with("vocab", Integer.toString(vocab))
                        .with("threads", Integer.toString(threads))
                        .with(
                                "batch",
                                Integer.toString((int) options.number("batch", preset.batch())))
                        .checked();
        int rounds = (int) options.number("rounds", 3);
        int steps = (int) options.number("steps", 2);
        List<TrainStepPeer> peers = new ArrayList<>();
        try (Workers workers = new Workers(threads)) {
            String python = options.text("python");
            if (python != null) {
                peers.add(TrainStepPeer.start(python, plan, false));
                if ("yes".equals(options.text("compile"))) {
                    peers.add(TrainStepPeer.start(python, plan, true));
                }
            }
            TimedSteps ours = new TimedSteps(plan, workers);
            ours.bestOf(2 * steps); // the compiler warms up
            ours.clearParts();
            double best = Double.POSITIVE_INFINITY;
            double speed = 0; // FLOP/s of the product
            double[] theirs = new double[peers.size()]; // seconds
            Arrays.fill(theirs, Double.POSITIVE_INFINITY);
            for (int round = 0; round < rounds; round++) {
                best = Math.min(best, ours.bestOf(steps));
                speed = Math.max(speed, ProductSpeed.measure(workers));
                for (int p = 0; p < peers.size(); p++) {
                    theirs[p] = Math.min(theirs[p], peers.get(p).bestOf(steps));
                }
            }
            long memory = TimedSteps.peakMebibytes();
            int tokens = plan.batch() * plan.context();
            double flops = ours.flopsPerToken();
            double limit = speed / flops;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d layers, %d wide, vocabulary %d, %d x %d tokens, %s; best of %d%n",
                    name,
                    plan.layers(),
                    plan.dim(),
                    vocab,
                    plan.batch(),
                    plan.context(),
                    plan.optimizer(),
                    rounds * steps);
            System.out.printf(
                    Locale.ROOT,
                    "  Headlight         %9.0f tokens/s  %.2f of the limit of %.0f (%.2f MFLOP a token at %.1f"
                            + " GFLOP/s)  %d MiB%n",
                    tokens / best,
                    tokens / best / limit,
                    limit,
                    flops / 1e6,
                    speed / 1e9,
                    memory);
            for (int p = 0; p < peers.size(); p++) {
                TrainStepPeer peer = peers.get(p);
                System.out.printf(
                        Locale.ROOT,
                        "  %-17s %9.0f tokens/s  ratio %.2f  %d MiB, %s%n",
                        peer.name(),
                        tokens / theirs[p],
                        theirs[p] / best,
                        peer.peakMebibytes(),
                        peer.description());
            }
            if ("yes".equals(options.text("parts"))) {
                ours.printParts();
            }
        } finally {
            peers.forEach(TrainStepPeer::close);
        }
    }
}
