package dev.headlight.engine;

/**
 * The gradient of an activation whose slopes the forward pass kept where its input was: one multiplication an element, where
 * the exponential would be made a second time.
 */
public final class Slope {

    private Slope() {}

    /** {@code dx[i] = dy[i] slope[i]} for {@code 0 <= i < n}, overwritten; dx may be dy or slope. */
    public static void backward(Workers workers, float[] slope, float[] dy, int n, float[] dx) {
        RowTasks.forRanges(
                workers,
                n,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        dx[i] = dy[i] * slope[i];
                    }
                });
    }
}
