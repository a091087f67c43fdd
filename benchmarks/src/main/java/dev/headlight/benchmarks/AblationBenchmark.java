package dev.headlight.benchmarks;

import dev.headlight.analysis.score.LossPositions;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.Branch;
import dev.headlight.model.intervention.BranchedPass;
import dev.headlight.model.intervention.IntervenedPass;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import dev.headlight.model.io.ModelReader;
import dev.headlight.training.ProductSpeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What an ablation costs when many go side by side from the layer of their head on, against the plain way (the whole
 * model anew for each), and against the arithmetic: two operations a token and weight of the layers that follow
 * attention in the head's layer, and two a weight of the output matrix for each loss, at the speed that our own matrix
 * product reaches here. One head of every layer is ablated; the loss is taken at every fourth position.
 *
 * <p>Usage: {@code AblationBenchmark MODEL [--threads 2] [--tokens 256] [--rows 2048] [--rounds 3]}; of the rounds the
 * quickest counts, of the plain way the first.
 */
public final class AblationBenchmark {

    private AblationBenchmark() {}

    public static void main(String[] args) {
        int threads = (int) option(args, "--threads", Runtime.getRuntime().availableProcessors());
        int T = (int) option(args, "--tokens", 256);
        int rows = (int) option(args, "--rows", 2048);
        int rounds = (int) option(args, "--rounds", 3);
        try (OpenModel model = ModelReader.open(Path.of(args[0]));
                Workers workers = new Workers(threads)) {
            run(model, workers, T, rows, rounds);
        }
    }

    private static void run(OpenModel model, Workers workers, int T, int rows, int rounds) {
        ModelConfig c = model.config();
        Transformer transformer = new Transformer(c, model.weights());
        int[] tokens = new SplittableRandom(1).ints(T, 0, c.vocab()).toArray();
        int[] at = IntStream.range(0, T - 1).filter(p -> p % 4 == 0).toArray();
        List<Interventions> heads = new ArrayList<>();
        for (int l = 0; l < c.nLayers(); l++) {
            heads.add(Interventions.NONE.with(l, l % c.nHeads(), new Intervention.Zero()));
        }
        List<Branch> branches = heads.stream().map(i -> new Branch(i, false)).toList();
        BranchedPass pass = new BranchedPass(transformer, rows, workers);

        double[][] losses = pass.losses(tokens, at, branches);
        double speed = ProductSpeed.measure(workers);
        double shared = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            long from = System.nanoTime();
            losses = pass.losses(tokens, at, branches);
            shared = Math.min(shared, (System.nanoTime() - from) / 1e9);
            speed = Math.max(speed, ProductSpeed.measure(workers));
        }
        RunState state = new RunState(c, T);
        long from = System.nanoTime();
        double farthest = 0;
        for (int n = 0; n < heads.size(); n++) {
            IntervenedPass.forward(transformer, tokens, state, workers, null, heads.get(n));
            double[] nll = new double[at.length];
            transformer.losses(tokens, state, at, nll, workers);
            for (int i = 0; i < nll.length; i++) {
                farthest = Math.max(farthest, Math.abs(nll[i] - losses[1 + n][i]));
            }
        }
        double plain = (System.nanoTime() - from) / 1e9;

        int n = heads.size();
        double output = 2.0 * c.vocab() * c.dModel() * at.length;
        double weights = LossPositions.perToken(c) / c.nLayers();
        double before = (double) c.dModel() * c.dHead() * (c.nHeads() + 2.0 * c.nKvHeads());
        double arithmetic = 2.0 * T * LossPositions.perToken(c) + output; // the run as it is
        for (int l = 0; l < n; l++) {
            arithmetic += 2.0 * T * ((c.nLayers() - l) * weights - before) + output;
        }
        print(
                "%s, window of %d tokens, %d ablations, %d threads",
                model.name(), T, n, workers.threads());
        print("matrix product               %8.1f GFLOP/s", speed / 1e9);
        print("side by side, %5d rows      %8.4f s an ablation", rows, shared / n);
        print(
                "the whole model for each     %8.4f s an ablation, %.2f times as long",
                plain / n, plain / shared);
        print(
                "the arithmetic of the former %8.4f s an ablation, %.0f%% of it reached",
                arithmetic / speed / n, 100 * arithmetic / speed / shared);
        print("farthest loss apart          %8.1e nats", farthest);
        print("buffers                      %8.1f MB", BranchedPass.bytes(c, rows) / 1e6);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static double option(String[] args, String name, double usual) {
        for (int i = 1; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return Double.parseDouble(args[i + 1]);
            }
        }
        return usual;
    }
}
