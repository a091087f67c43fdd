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

    /** {@code dx[i] = dy[i] silu'(x[i])} for {@code 0 <= i < n}, overwritten; dx may be x or dy. */
    public static void backward(Workers workers, float[] x, float[] dy, int n, float[] dx) {
        RowTasks.forRanges(
                workers, n, (from, to) -> Kernels.ACTIVATION_GRADIENT.silu(x, dy, dx, from, to));
    }

    /**
     * The gradient of {@link #gated} for {@code 0 <= i < n}: {@code dGate[i] = dy[i] silu'(gate[i]) up[i]}, {@code
     * dUp[i] = dy[i] silu(gate[i])}, both overwritten. Each of them may be gate, up or dy, but not one array.
     */
    public static void backwardGated(
            Workers workers,
            float[] gate,
            float[] up,
            float[] dy,
            int n,
            float[] dGate,
            float[] dUp) {
        RowTasks.forRanges(
                workers,
                n,
                (from, to) ->
                        Kernels.ACTIVATION_GRADIENT.siluGated(gate, up, dy, dGate, dUp, from, to));
    }
}
