package dev.headlight.engine;

/** The sigmoid-weighted unit, {@code silu(x) = x / (1 + e^-x)}. */
public final class Silu {

    private Silu() {}

    /** {@code y[i] = silu(x[i])} for {@code 0 <= i < n}; y may be x. */
    public static void forward(Workers workers, float[] x, int n, float[] y) {
        RowTasks.forRanges(workers, n, (from, to) -> Kernels.ACTIVATION.silu(x, null, y, from, to));
    }

    /** {@code y[i] = silu(gate[i]) * up[i]} for {@code 0 <= i < n}; y may be gate or up. */
    public static void gated(Workers workers, float[] gate, float[] up, int n, float[] y) {
        RowTasks.forRanges(
                workers, n, (from, to) -> Kernels.ACTIVATION.silu(gate, up, y, from, to));
    }
}
