package dev.headlight.engine;

/** The inner loop of {@link AttentionGradient}. */
interface AttentionGradientKernel {

    /**
     * Rows {@code from .. to - 1} of a panel of {@code COLS} keys, {@code [rows][COLS]} at {@code at} of both arrays.
     * On entry {@code scores} holds the unscaled scores and {@code gradients} the gradients by the weights; on
     * return
     *
     * <pre>
     * scores[r]    = P          = exp(scale scores[r] - logSumExp[lo + r])
     * gradients[r] = scale dS   = scale P (gradients[r] - means[mo + r])
     * </pre>
     *
     * and scale dS also stands in {@code rows[ro + r * rowStep ..][COLS]}.
     */
    void panel(
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
            int rowStep);
}
