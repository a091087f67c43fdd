package dev.headlight.engine;

/**
 * An activation with its slope, for {@code from <= i < to},
 *
 * <pre>
 * y[i] = act(x[i]),   slope[i] = act'(x[i])
 * </pre>
 *
 * and the gradient of the gated one, {@code y[i] = act(x[i]) * up[i]}:
 *
 * <pre>
 * dx[i] = dy[i] * act'(x[i]) * up[i],   dUp[i] = dy[i] * act(x[i])
 * </pre>
 *
 * The arrays may be the same, but not the two that are written. Each has a method of its own, not a switch inside: a graph with both would
 * be too large for C2 to inline, and would box its vectors.
 */
interface ActivationGradientKernel {

    void silu(float[] x, float[] y, float[] slope, int from, int to);

    void siluGated(float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to);

    void geluErf(float[] x, float[] y, float[] slope, int from, int to);

    void geluErfGated(float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to);

    void geluTanh(float[] x, float[] y, float[] slope, int from, int to);

    void geluTanhGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to);
}
