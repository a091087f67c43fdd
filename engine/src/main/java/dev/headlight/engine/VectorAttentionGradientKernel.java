package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AttentionGradientKernel} on vectors: a row of a panel is two of them. */
final class VectorAttentionGradientKernel implements AttentionGradientKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;
    private static final int COLS = 2 * W;
    private static final float LOG2_E = (float) (1 / Math.log(2));

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
        FloatVector times = FloatVector.broadcast(S, scale * LOG2_E);
        FloatVector plain = FloatVector.broadcast(S, scale);
        for (int r = from; r < to; r++) {
            float below = -LOG2_E * logSumExp[lo + r];
            float mean = means[mo + r];
            // One vector in the source, both in the machine code: what is inlined twice may be more
            // than C2 inlines.
            for (int e = 0; e < COLS; e += W) {
                int i = at + r * COLS + e;
                // Scores of keys after the query may be far above its log-sum-exp: the caller
                // clears them.
                FloatVector p =
                        VectorExp.exp2(
                                FloatVector.fromArray(S, scores, i)
                                        .fma(times, FloatVector.broadcast(S, below)));
                FloatVector ds = p.mul(plain).mul(FloatVector.fromArray(S, gradients, i).sub(mean));
                p.intoArray(scores, i);
                ds.intoArray(gradients, i);
                ds.intoArray(rows, ro + r * rowStep + e);
            }
        }
    }
}
