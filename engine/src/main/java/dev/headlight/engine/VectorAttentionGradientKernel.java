package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AttentionGradientKernel} on vectors: a row of a panel is two of them. */
final class VectorAttentionGradientKernel implements AttentionGradientKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;
    private static final int COLS = 2 * W;

    @Override
    public void panel(
            float[] scores,
            float[] gradients,
            int at,
            int from,
            int to,
            float scale,
            float[] logSumExp,
            int lo,
            float[] means,
            int mo,
            float[] rows,
            int ro,
            int rowStep) {
        FloatVector times = FloatVector.broadcast(S, scale);
        for (int r = from; r < to; r++) {
            int i = at + r * COLS;
            int o = ro + r * rowStep;
            FloatVector below = FloatVector.broadcast(S, -logSumExp[lo + r]);
            FloatVector mean = FloatVector.broadcast(S, means[mo + r]);
            FloatVector p =
                    VectorExp.clamped(FloatVector.fromArray(S, scores, i).fma(times, below));
            FloatVector ds = p.mul(FloatVector.fromArray(S, gradients, i).sub(mean));
            p.intoArray(scores, i);
            ds.intoArray(gradients, i);
            ds.intoArray(rows, o);
            p = VectorExp.clamped(FloatVector.fromArray(S, scores, i + W).fma(times, below));
            ds = p.mul(FloatVector.fromArray(S, gradients, i + W).sub(mean));
            p.intoArray(scores, i + W);
            ds.intoArray(gradients, i + W);
            ds.intoArray(rows, o + W);
        }
    }
}
