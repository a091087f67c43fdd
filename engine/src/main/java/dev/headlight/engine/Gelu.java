package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/** The Gaussian error linear unit, exact or in its usual approximation. */
public enum Gelu {
    /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
    ERF,
    /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}, "gelu_new" of GPT-2. */
    TANH;

    /** {@code y[i] = gelu(x[i])} for {@code 0 <= i < n}; y may be x. */
    public void forward(Workers workers, float[] x, int n, float[] y) {
        apply(workers, x, null, n, y);
    }

    /** {@code y[i] = gelu(gate[i]) * up[i]} for {@code 0 <= i < n}; y may be gate or up. */
    public void gated(Workers workers, float[] gate, float[] up, int n, float[] y) {
        apply(workers, gate, up, n, y);
    }

    private void apply(Workers workers, float[] x, float @Nullable [] up, int n, float[] y) {
        RowTasks.forRanges(
                workers,
                n,
                switch (this) {
                    case ERF -> (from, to) -> Kernels.ACTIVATION.geluErf(x, up, y, from, to);
                    case TANH -> (from, to) -> Kernels.ACTIVATION.geluTanh(x, up, y, from, to);
                });
    }

    /** With the slope, for the backward pass: {@code y[i] = gelu(x[i])}, {@code slope[i] = gelu'(x[i])}; one of them may be x. */
    public void forward(Workers workers, float[] x, int n, float[] y, float[] slope) {
        ActivationGradientKernel kernel = Kernels.ACTIVATION_GRADIENT;
        RowTasks.forRanges(
                workers,
                n,
                switch (this) {
                    case ERF -> (from, to) -> kernel.geluErf(x, y, slope, from, to);
                    case TANH -> (from, to) -> kernel.geluTanh(x, y, slope, from, to);
                });
    }

    /**
     * The gradient of {@link #gated} for {@code 0 <= i < n}: {@code dGate[i] = dy[i] gelu'(gate[i]) up[i]}, {@code
     * dUp[i] = dy[i] gelu(gate[i])}, both overwritten. Each of them may be gate, up or dy, but not one array.
     */
    public void backwardGated(
            Workers workers,
            float[] gate,
            float[] up,
            float[] dy,
            int n,
            float[] dGate,
            float[] dUp) {
        ActivationGradientKernel kernel = Kernels.ACTIVATION_GRADIENT;
        RowTasks.forRanges(
                workers,
                n,
                switch (this) {
                    case ERF ->
                            (from, to) -> kernel.geluErfGated(gate, up, dy, dGate, dUp, from, to);
                    case TANH ->
                            (from, to) -> kernel.geluTanhGated(gate, up, dy, dGate, dUp, from, to);
                });
    }
}
