package dev.headlight.benchmarks;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.KernelProbe;
import dev.headlight.engine.Workers;
import java.util.Locale;

/**
 * Time of causal attention of one head on one thread, without a hook and with one that takes the tiles and does nothing.
 * The sums that every row carries are in both.
 *
 * <pre>
 * java --add-modules=jdk.incubator.vector -cp ... dev.headlight.benchmarks.AttentionBenchmark [--seconds S]
 * </pre>
 *
 * <p>GFLOP/s count {@code 2 T (T + 1) dHead}, the products of the causal half; the exponentials come on top. Ends with
 * code 1 where the best share of the FMA ceiling at T = 1024 is below {@value #FLOOR}.
 */
public final class AttentionBenchmark {

    static final double FLOOR = 0.4;

    private AttentionBenchmark() {}

    public static void main(String[] args) {
        var watch = new Stopwatch(1, Options.of(args).number("seconds", 2));
        double share = 0;
        System.out.println(KernelProbe.description());
        double ceiling = new FmaCeiling().measure(watch);
        for (int d : new int[] {48, 64}) {
            for (int T : new int[] {256, 1024, 4096}) {
                ceiling = Math.max(ceiling, new FmaCeiling().measure(watch));
                double speed = measure(watch, T, d, ceiling);
                share = T == 1024 ? Math.max(share, speed / ceiling) : share;
            }
        }
        if (share < FLOOR) {
            System.out.printf(
                    Locale.ROOT, "FAILED: %.2f of the ceiling, below %.2f%n", share, FLOOR);
            System.exit(1);
        }
    }

    private static double measure(Stopwatch watch, int T, int d, double ceiling) {
        var shape = new AttentionShape(T, 0, 1, 1, d);
        float[] q = MatrixProductBenchmark.randomFloats(T * d);
        float[] k = MatrixProductBenchmark.randomFloats(T * d);
        float[] v = MatrixProductBenchmark.randomFloats(T * d);
        float[] out = new float[T * d];
        for (int i = 0; i < q.length; i++) {
            q[i] *= 24; // scores with a standard deviation of about 2
        }
        AttentionHook hook = (layer, head, range, firstRow, endRow) -> new Taken();
        try (var workers = new Workers(1)) {
            double[] best =
                    watch.best(
                            () -> CausalAttention.forward(workers, q, k, v, out, shape, 0, null),
                            () -> CausalAttention.forward(workers, q, k, v, out, shape, 0, hook));
            double plain = best[0];
            double hooked = best[1];
            double speed = 2.0 * T * (T + 1) * d / plain;
            System.out.printf(
                    Locale.ROOT,
                    "d %d T %4d: %.3f ms, %.1f GFLOP/s, %.2f of the ceiling; with a hook %.3f ms (%+.0f%%)%n",
                    d,
                    T,
                    plain / 1e6,
                    speed,
                    speed / ceiling,
                    hooked / 1e6,
                    100 * (hooked / plain - 1));
            return speed;
        }
    }

    /** Takes every tile and looks at none. */
    private static final class Taken implements AttentionHook.Rows {
        @Override
        public void accept(AttentionTile tile) {}

        @Override
        public void close() {}
    }
}
