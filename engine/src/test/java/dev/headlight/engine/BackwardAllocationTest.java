package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In the steady state an operation makes tasks and views, but neither arrays nor boxed vectors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackwardAllocationTest {

    /** Bytes of a call, of all threads: some views for each task. */
    private static final long BYTES = 8192;

    private static final int T = 150;
    private static final int WIDTH = 96;
    private static final int VOCAB = 500;

    private final Workers workers = new Workers(2);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final float[] x = RandomFloats.of(2 * T * WIDTH, 1, 2);
    private final float[] y = RandomFloats.of(2 * T * WIDTH, 2, 2);
    private final float[] z = RandomFloats.of(2 * T * WIDTH, 3, 2);
    private final float[] out = new float[2 * T * WIDTH];
    private final float[] a = new float[2 * T * WIDTH];
    private final float[] b = new float[2 * T * WIDTH];
    private final float[] c = new float[2 * T * WIDTH];
    private final float[] gain = RandomFloats.of(WIDTH, 4, 2);
    private final float[] dGain = new float[WIDTH];
    private final float[] dBias = new float[WIDTH];
    private final float[] output = RandomFloats.of(VOCAB * WIDTH, 5, 1);
    private final float[] dOutput = new float[VOCAB * WIDTH];
    private final double[] nll = new double[2 * T];
    private final int[] ids = new int[2 * T];
    private final float[] logSumExp = new float[2 * T * 4];

    @AfterAll
    void close() {
        workers.close();
    }

    Stream<Arguments> operations() {
        var w = WeightMatrix.ofFloats(RandomFloats.of(WIDTH * WIDTH, 6, 1), WIDTH, WIDTH);
        var shape = new AttentionShape(T, 0, 4, 2, WIDTH / 4);
        var rotary = new Rotary(new double[] {1, 0.5, 0.1, 0.01, 0.3, 0.2, 0.7, 0.9}, 1, 0, T);
        int n = 2 * T * WIDTH;
        return Stream.of(
                named("Linear.forward", () -> Linear.forward(workers, x, T, w, null, a, true)),
                named("dX", () -> Linear.backwardInput(workers, x, T, w, a, false)),
                named("dW", () -> Linear.backwardWeight(workers, x, y, T, a, WIDTH, WIDTH, false)),
                named("db", () -> Linear.backwardBias(workers, x, T, WIDTH, dBias)),
                named(
                        "RmsNorm",
                        () -> {
                            RmsNorm.forward(workers, x, T, WIDTH, gain, 1e-5f, a);
                            RmsNorm.backward(workers, x, y, T, WIDTH, gain, 1e-5f, a, true, dGain);
                        }),
                named(
                        "LayerNorm",
                        () -> {
                            LayerNorm.forward(workers, x, T, WIDTH, gain, gain, 1e-5f, a);
                            LayerNorm.backward(
                                    workers, x, y, T, WIDTH, gain, 1e-5f, a, true, dGain, dBias);
                        }),
                named(
                        "Rotary.forward",
                        () -> rotary.forward(workers, a, 4, WIDTH / 4, Rotary.Pairing.ADJACENT)),
                named(
                        "Rotary halves",
                        () -> rotary.backward(workers, a, 4, WIDTH / 4, Rotary.Pairing.HALVES)),
                named(
                        "Rotary adjacent",
                        () -> rotary.backward(workers, a, 4, WIDTH / 4, Rotary.Pairing.ADJACENT)),
                named("Silu", () -> Silu.forward(workers, x, n, a, b)),
                named("Silu gated", () -> Silu.backwardGated(workers, x, y, z, n, a, b)),
                named("Silu.forward", () -> Silu.gated(workers, x, y, n, a)),
                named("Gelu erf forward", () -> Gelu.ERF.gated(workers, x, y, n, a)),
                named("Gelu tanh forward", () -> Gelu.TANH.forward(workers, x, n, a)),
                named("Gelu erf", () -> Gelu.ERF.backwardGated(workers, x, y, z, n, a, b)),
                named("Gelu tanh", () -> Gelu.TANH.forward(workers, x, n, a, b)),
                named("Slope", () -> Slope.backward(workers, x, y, n, a)),
                named("Dropout", () -> Dropout.forward(workers, x, n, 0.1, 5, a)),
                named("Embedding", () -> Embedding.backward(workers, ids, x, T, WIDTH, dOutput)),
                named(
                        "CausalAttention.forward",
                        () -> CausalAttention.forward(workers, x, y, z, out, logSumExp, shape, 2)),
                named(
                        "CausalAttention.backward",
                        () ->
                                CausalAttention.backward(
                                        workers, x, y, z, out, z, logSumExp, shape, 2, a, b, c)),
                named(
                        "CrossEntropy.forward",
                        () ->
                                CrossEntropy.forward(
                                        workers,
                                        x,
                                        T,
                                        WeightMatrix.ofFloats(output, VOCAB, WIDTH),
                                        ids,
                                        nll)),
                named(
                        "CrossEntropy.forwardBackward",
                        () ->
                                CrossEntropy.forwardBackward(
                                        workers, x, T, output, VOCAB, WIDTH, ids, 1.0 / T, nll, a,
                                        dOutput)));
    }

    private static Arguments named(String name, Runnable run) {
        return Arguments.of(name, run);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void makesNoArrays(String name, Runnable run) {
        int calls = 100;
        long least = Long.MAX_VALUE;
        // The compiler takes its time, more beside other work; once it is done, the figure stays.
        long patience = System.nanoTime() + 20_000_000_000L;
        while (least > BYTES && System.nanoTime() < patience) {
            long before = allocated();
            for (int i = 0; i < calls; i++) {
                run.run();
            }
            least = Math.min(least, (allocated() - before) / calls);
        }
        assertThat(least).as("bytes a call of %s", name).isLessThanOrEqualTo(BYTES);
    }

    private long allocated() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
