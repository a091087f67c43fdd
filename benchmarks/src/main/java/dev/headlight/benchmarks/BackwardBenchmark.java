package dev.headlight.benchmarks;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.CrossEntropy;
import dev.headlight.engine.Dropout;
import dev.headlight.engine.Gelu;
import dev.headlight.engine.LayerNorm;
import dev.headlight.engine.Linear;
import dev.headlight.engine.RmsNorm;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.Silu;
import dev.headlight.engine.Slope;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Milliseconds of every operation of a training step, forward and backward pass together (the three products of a
 * linear map each for itself), in the shapes of the presets, and PyTorch's beside them.
 *
 * <pre>
 * java --add-modules=jdk.incubator.vector -cp ... dev.headlight.benchmarks.BackwardBenchmark
 *     [--threads N] [--seconds S] [--only PART-OF-A-NAME] [--python python3] [--peer benchmarks/peers/backward.py]
 * </pre>
 */
public final class BackwardBenchmark {

    private static final float EPSILON = 1e-5f;

    private final Workers workers;
    private final Stopwatch watch;
    private final String only;
    private final Map<String, Double> peer;

    private BackwardBenchmark(
            Workers workers, Stopwatch watch, String only, Map<String, Double> peer) {
        this.workers = workers;
        this.watch = watch;
        this.only = only;
        this.peer = peer;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args);
        int threads = (int) options.number("threads", 2);
        double seconds = options.number("seconds", 0.5);
        String only = options.text("only");
        try (var workers = new Workers(threads)) {
            new BackwardBenchmark(
                            workers,
                            new Stopwatch(threads, seconds),
                            only == null ? "" : only,
                            peer(options, threads, seconds))
                    .run();
        }
    }

    private void run() {
        linear("small.384x384", 4096, 384, 384);
        linear("small.1024x384", 4096, 1024, 384);
        linear("small.384x1024", 4096, 384, 1024);
        linear("char.512x128", 768, 512, 128);
        attention("small.attention", 16, 8, 256, 48);
        attention("char.attention", 12, 4, 64, 32);
        attention("classic.attention", 4, 8, 512, 48);
        norms("small", 4096, 384);
        activations("small", 4096 * 1024);
        dropout("small.dropout", 4096 * 384);
        rotary("small.rotary", 16, 256, 8, 48);
        crossEntropy("small.cross-entropy", 4096, 384, 8192);
        crossEntropy("char.cross-entropy", 768, 128, 65);
    }

    private void linear(String name, int tokens, int rows, int cols) {
        float[] x = random(tokens * cols);
        float[] dy = random(tokens * rows);
        float[] w = random(rows * cols);
        float[] y = new float[tokens * rows];
        float[] dx = new float[tokens * cols];
        float[] dw = new float[rows * cols];
        var m = WeightMatrix.ofFloats(w, rows, cols);
        double operations = 2.0 * tokens * rows * cols;
        time(
                name + ".forward",
                operations,
                () -> Linear.forward(workers, x, tokens, m, null, y, false));
        time(
                name + ".dX",
                operations,
                () -> Linear.backwardInput(workers, dy, tokens, m, dx, false));
        time(
                name + ".dW",
                operations,
                () -> Linear.backwardWeight(workers, dy, x, tokens, dw, rows, cols, false));
    }

    private void attention(String name, int batch, int heads, int length, int dHead) {
        int n = batch * heads * length * dHead;
        float[] q = random(n);
        float[] k = random(n);
        float[] v = random(n);
        float[] dOut = random(n);
        float[] out = new float[n];
        float[] dq = new float[n];
        float[] dk = new float[n];
        float[] dv = new float[n];
        float[] logSumExp = new float[batch * heads * length];
        var shape = new AttentionShape(length, 0, heads, heads, dHead);
        double product = 2.0 * batch * heads * dHead * length * (length + 1) / 2;
        Runnable forward =
                () -> CausalAttention.forward(workers, q, k, v, out, logSumExp, shape, batch);
        Runnable backward =
                () ->
                        CausalAttention.backward(
                                workers, q, k, v, out, dOut, logSumExp, shape, batch, dq, dk, dv);
        time(name + ".forward", 2 * product, forward);
        time(name + ".backward", 5 * product, backward);
        time(
                name,
                7 * product,
                () -> {
                    forward.run();
                    backward.run();
                });
    }

    private void norms(String name, int rows, int d) {
        float[] x = random(rows * d);
        float[] dy = random(rows * d);
        float[] gain = random(d);
        float[] bias = random(d);
        float[] y = new float[rows * d];
        float[] dx = new float[rows * d];
        float[] dGain = new float[d];
        float[] dBias = new float[d];
        time(
                name + ".rms-norm",
                0,
                () -> {
                    RmsNorm.forward(workers, x, rows, d, gain, EPSILON, y);
                    RmsNorm.backward(workers, x, dy, rows, d, gain, EPSILON, dx, false, dGain);
                });
        time(
                name + ".layer-norm",
                0,
                () -> {
                    LayerNorm.forward(workers, x, rows, d, gain, bias, EPSILON, y);
                    LayerNorm.backward(
                            workers, x, dy, rows, d, gain, EPSILON, dx, false, dGain, dBias);
                });
    }

    private void activations(String name, int n) {
        float[] gate = random(n);
        float[] up = random(n);
        float[] dh = random(n);
        float[] h = new float[n];
        float[] dGate = new float[n];
        float[] dUp = new float[n];
        time(
                name + ".silu-gated",
                0,
                () -> {
                    Silu.gated(workers, gate, up, n, h);
                    Silu.backwardGated(workers, gate, up, dh, n, dGate, dUp);
                });
        time(
                name + ".gelu-tanh",
                0,
                () -> {
                    Gelu.TANH.forward(workers, gate, n, h, dUp);
                    Slope.backward(workers, dUp, dh, n, dGate);
                });
    }

    private void dropout(String name, int n) {
        float[] x = random(n);
        float[] dy = random(n);
        float[] y = new float[n];
        float[] dx = new float[n];
        time(
                name,
                0,
                () -> {
                    Dropout.forward(workers, x, n, 0.1, 1, y);
                    Dropout.backward(workers, dy, n, 0.1, 1, dx);
                });
    }

    private void rotary(String name, int batch, int length, int heads, int dHead) {
        float[] x = random(batch * length * heads * dHead);
        double[] frequencies = new double[dHead / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(10_000, -2.0 * i / dHead);
        }
        var rotary = new Rotary(frequencies, 1, 0, length);
        int width = heads * dHead;
        for (Rotary.Pairing pairing : Rotary.Pairing.values()) {
            time(
                    name + "." + pairing.name().toLowerCase(Locale.ROOT),
                    0,
                    () -> {
                        for (int b = 0; b < batch; b++) {
                            int at = b * length * width;
                            rotary.forward(workers, x, at, width, heads, dHead, pairing);
                            rotary.backward(workers, x, at, width, heads, dHead, pairing);
                        }
                    });
        }
    }

    private void crossEntropy(String name, int n, int dModel, int vocab) {
        float[] hidden = random(n * dModel);
        float[] output = random(vocab * dModel);
        float[] dHidden = new float[n * dModel];
        float[] dOutput = new float[vocab * dModel];
        double[] nll = new double[n];
        int[] targets = new int[n];
        for (int t = 0; t < n; t++) {
            targets[t] = (int) (t * 7919L % vocab);
        }
        time(
                name,
                6.0 * n * dModel * vocab,
                () ->
                        CrossEntropy.forwardBackward(
                                workers, hidden, n, output, vocab, dModel, targets, 1.0 / n, nll,
                                dHidden, dOutput));
    }

    private void time(String name, double operations, Runnable run) {
        if (!name.contains(only)) {
            return;
        }
        double nanos = watch.best(run);
        String speed =
                operations == 0
                        ? ""
                        : String.format(Locale.ROOT, " %7.1f GFLOP/s", operations / nanos);
        Double other = peer.get(name);
        String beside =
                other == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "  PyTorch %9.3f ms, ratio %.2f",
                                other,
                                other * 1e6 / nanos);
        System.out.printf(Locale.ROOT, "%-28s %9.3f ms%16s%s%n", name, nanos / 1e6, speed, beside);
    }

    private static float[] random(int n) {
        return MatrixProductBenchmark.randomFloats(n);
    }

    private static Map<String, Double> peer(Options options, int threads, double seconds)
            throws IOException, InterruptedException {
        Map<String, Double> times = new HashMap<>();
        String python = options.text("python");
        if (python == null) {
            return times;
        }
        String script = options.text("peer");
        var builder =
                new ProcessBuilder(
                        python,
                        script == null ? "benchmarks/peers/backward.py" : script,
                        Double.toString(seconds));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the peer failed: " + python);
        }
        for (String line : output.lines().toList()) {
            String[] words = line.split(" ", -1);
            times.put(words[0], Double.parseDouble(words[1]));
        }
        return times;
    }
}
