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

    /** With the slope, for the backward pass: {@code y[i] = silu(x[i])}, {@code slope[i] = silu'(x[i])}; one of them may be x. */
    public static void forward(Workers workers, float[] x, int n, float[] y, float[] slope) {
        RowTasks.forRanges(
                workers, n, (from, to) -> Kernels.ACTIVATION_GRADIENT.silu(x, y, slope, from, to));
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
