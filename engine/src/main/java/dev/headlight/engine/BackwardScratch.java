package dev.headlight.engine;

/**
 * Buffers of one thread for the gradients, kept from one operation to the next and grown where they are too small;
 * beside {@link Scratch}, whose buffers the products inside a gradient use.
 */
final class BackwardScratch {

    private static final ThreadLocal<BackwardScratch> MINE =
            ThreadLocal.withInitial(BackwardScratch::new);

    /** Sums of the ranges of rows, of {@link ColumnSums}. */
    private float[] sums = {};

    /** Logits of a block of positions. */
    private float[] logits = {};

    /** The output matrix, packed for the logits and for the gradient by what they are made from. */
    private float[] toLogits = {};

    private float[] toHidden = {};

    /** Largest logit, sum of exponentials and own logit of every position. */
    private double[] statistics = {};

    private final AttentionGradient attention = new AttentionGradient();

    private BackwardScratch() {}

    static BackwardScratch mine() {
        return MINE.get();
    }

    float[] sums(int n) {
        sums = Scratch.grown(sums, n);
        return sums;
    }

    float[] logits(int n) {
        logits = Scratch.grown(logits, n);
        return logits;
    }

    /** Room for a {@link PackedRight}. */
    float[] toLogits(FloatMatrix b) {
        toLogits = Scratch.grown(toLogits, PackedRight.floats(b));
        return toLogits;
    }

    /** Room for another. */
    float[] toHidden(FloatMatrix b) {
        toHidden = Scratch.grown(toHidden, PackedRight.floats(b));
        return toHidden;
    }

    double[] statistics(int n) {
        statistics = statistics.length >= n ? statistics : new double[n];
        return statistics;
    }

    AttentionGradient attention() {
        return attention;
    }
}
