package dev.headlight.engine;

/** {@link AttentionGradientKernel} in plain Java. */
final class ScalarAttentionGradientKernel implements AttentionGradientKernel {

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
        int cols = Kernels.TILE.cols();
        for (int r = from; r < to; r++) {
            for (int e = 0; e < cols; e++) {
                int i = at + r * cols + e;
                float p = (float) Math.exp(scores[i] * scale - logSumExp[lo + r]);
                float ds = scale * p * (gradients[i] - means[mo + r]);
                scores[i] = p;
                gradients[i] = ds;
                rows[ro + r * rowStep + e] = ds;
            }
        }
    }
}
