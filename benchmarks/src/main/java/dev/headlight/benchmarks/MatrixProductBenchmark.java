package dev.headlight.benchmarks;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.KernelProbe;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * GFLOP/s of the matrix product, its share of what the core can do at most, and OpenBLAS beside it.
 *
 * <pre>
 * java --add-modules=jdk.incubator.vector -cp ... dev.headlight.benchmarks.MatrixProductBenchmark
 *     [--threads N] [--seconds S] [--python python3] [--peer benchmarks/peers/openblas.py]
 * </pre>
 *
 * <p>Ends with code 1 where the innermost product, in the first-level cache, falls below {@value #FLOOR} of the ceiling: the
 * sign that the compiler spills a register of the kernel.
 */
public final class MatrixProductBenchmark {

    static final double FLOOR = 0.8;

    private static final int[][] SHAPES = {
        {4096, 384, 1536}, {4096, 1536, 384}, {1024, 576, 1536}, {2048, 2048, 2048}
    };
    private static final String[] KINDS = {"A B", "A stored transposed", "B stored transposed"};

    private MatrixProductBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args);
        int threads = (int) options.number("threads", 1);
        double seconds = options.number("seconds", 1);
        var watch = new Stopwatch(threads, seconds);
        var single = new Stopwatch(1, seconds);
        System.out.printf(
                Locale.ROOT,
                "%s, %d thread(s); FMA ceiling of a core %.1f GFLOP/s%n",
                KernelProbe.description(),
                threads,
                new FmaCeiling().measure(single));
        try (var workers = new Workers(threads)) {
            for (int[] shape : SHAPES) {
                shape(shape, workers, watch, seconds, options);
            }
        }
        double share = shareInCache(single);
        System.out.printf(Locale.ROOT, "in the first-level cache: %.2f of the ceiling%n", share);
        if (share < FLOOR) {
            System.out.printf(Locale.ROOT, "FAILED: below %.2f of the ceiling%n", FLOOR);
            System.exit(1);
        }
    }

    private static void shape(
            int[] s, Workers workers, Stopwatch watch, double seconds, Options options)
            throws IOException, InterruptedException {
        double[] peer = peer(s, workers.threads(), seconds, options);
        double ceiling = new FmaCeiling().measure(new Stopwatch(1, 0.1)) * workers.threads();
        FloatMatrix a = random(s[0], s[1]);
        FloatMatrix b = random(s[1], s[2]);
        FloatMatrix[] left = {a, transposedCopy(a), a};
        FloatMatrix[] right = {b, b, transposedCopy(b)};
        float[] c = new float[s[0] * s[2]];
        for (int kind = 0; kind < KINDS.length; kind++) {
            FloatMatrix x = left[kind];
            FloatMatrix y = right[kind];
            double nanos =
                    watch.best(() -> MatrixProduct.multiply(workers, x, y, c, 0, s[2], false));
            double speed = 2.0 * s[0] * s[1] * s[2] / nanos;
            System.out.printf(
                    Locale.ROOT,
                    "%dx%dx%d %-19s %6.1f GFLOP/s, %.2f of the ceiling",
                    s[0],
                    s[1],
                    s[2],
                    KINDS[kind],
                    speed,
                    speed / ceiling);
            System.out.println(
                    peer == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "; OpenBLAS %.1f, ratio %.2f",
                                    peer[kind],
                                    speed / peer[kind]));
        }
    }

    /** Share of the ceiling, each measured in turns: the clock of a shared machine drifts. */
    private static double shareInCache(Stopwatch watch) {
        var probe = new KernelProbe();
        double best = 0;
        double ceiling = 0;
        for (int turn = 0; turn < 3; turn++) {
            ceiling = Math.max(ceiling, new FmaCeiling().measure(watch));
            double nanos = watch.best(() -> probe.multiplyInCache(200));
            best = Math.max(best, probe.multiplyInCache(200) / nanos);
        }
        return best / ceiling;
    }

    /** Best GFLOP/s of each kind by the peer, or null where no Python was named. */
    private static double @Nullable [] peer(int[] s, int threads, double seconds, Options options)
            throws IOException, InterruptedException {
        String python = options.text("python");
        if (python == null) {
            return null;
        }
        String script = options.text("peer");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                python,
                                script == null ? "benchmarks/peers/openblas.py" : script,
                                Double.toString(seconds * KINDS.length),
                                s[0] + "x" + s[1] + "x" + s[2]));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        // The library is to choose its kernel by the machine.
        builder.environment().remove("OPENBLAS_CORETYPE");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the peer failed: " + String.join(" ", command));
        }
        String[] words = output.strip().split(" ", -1);
        double[] best = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            best[i] = Double.parseDouble(words[i]);
        }
        return best;
    }

    static FloatMatrix random(int rows, int cols) {
        return FloatMatrix.of(randomFloats(rows * cols), rows, cols);
    }

    static float[] randomFloats(int n) {
        var random = new SplittableRandom(n);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    /** The same matrix, stored by columns. */
    private static FloatMatrix transposedCopy(FloatMatrix m) {
        float[] data = new float[m.rows() * m.cols()];
        for (int i = 0; i < m.rows(); i++) {
            for (int j = 0; j < m.cols(); j++) {
                data[j * m.rows() + i] = m.data()[i * m.cols() + j];
            }
        }
        return new FloatMatrix(data, 0, m.rows(), m.cols(), 1, m.rows());
    }
}
