package dev.headlight.benchmarks;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameters;
import dev.headlight.model.training.TrainingPass;
import dev.headlight.training.ProductSpeed;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.GradientClip;
import dev.headlight.training.optimizer.Muon;
import dev.headlight.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Our own training steps of a plan on random ids, timed. */
final class TimedSteps {

    private static final String[] PARTS = {"forward and backward", "clip", "optimizer", "clear"};

    private final TrainingPlan plan;
    private final Workers workers;
    private final Parameters parameters;
    private final TrainingPass pass;
    private final GradientClip clip;
    private final Optimizer optimizer;
    private final SplittableRandom random = new SplittableRandom(1);
    private final int[] ids;
    private final long[] parts = new long[PARTS.length]; // nanoseconds

    TimedSteps(TrainingPlan plan, Workers workers) {
        this.plan = plan;
        this.workers = workers;
        parameters = Parameters.random(plan.modelConfig(plan.vocab()), 1);
        pass = new TrainingPass(parameters, plan.batch(), plan.context(), workers);
        clip = new GradientClip(parameters.all());
        var adamW =
                new AdamW.Settings(
                        plan.lr(), plan.beta1(), plan.beta2(), plan.epsilon(), plan.weightDecay());
        optimizer =
                plan.optimizer() == OptimizerKind.MUON
                        ? new Muon(
                                parameters.all(),
                                new Muon.Settings(
                                        plan.muonLr(), plan.muonMomentum(), plan.weightDecay()),
                                adamW)
                        : new AdamW(parameters.all(), adamW);
        ids = new int[plan.batch() * (plan.context() + 1)];
    }

    /** Seconds of the fastest of some steps. */
    double bestOf(int steps) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            Arrays.setAll(ids, j -> random.nextInt(plan.vocab()));
            long start = System.nanoTime();
            step();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }

    private void step() {
        long t0 = System.nanoTime();
        pass.step(ids, 1);
        long t1 = System.nanoTime();
        clip.clip(plan.clip(), workers);
        long t2 = System.nanoTime();
        optimizer.step(1, workers);
        long t3 = System.nanoTime();
        parameters.clearGradients(workers);
        long t4 = System.nanoTime();
        parts[0] += t1 - t0;
        parts[1] += t2 - t1;
        parts[2] += t3 - t2;
        parts[3] += t4 - t3;
    }

    double flopsPerToken() {
        return ProductSpeed.flopsPerToken(parameters);
    }

    void clearParts() {
        Arrays.fill(parts, 0);
    }

    void printParts() {
        double all = Arrays.stream(parts).sum();
        for (int i = 0; i < PARTS.length; i++) {
            System.out.printf(Locale.ROOT, "  %5.1f%% %s%n", 100 * parts[i] / all, PARTS[i]);
        }
    }

    /** The most memory that this process ever held, as the system counts it; -1 where it does not say. */
    static long peakMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        return -1;
    }
}
