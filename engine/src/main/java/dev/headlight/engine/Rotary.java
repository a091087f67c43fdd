package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * Rotary positions: pairs of a head's dimensions are turned by an angle that grows with the position,
 *
 * <pre>
 * angle[t, i] = position(t) * inverseFrequency[i]
 * a' = a cos - b sin
 * b' = b cos + a sin      for the pair (a, b) number i
 * </pre>
 *
 * (Su et al. 2021, arXiv:2104.09864). The tables of one window serve all layers and heads.
 */
public final class Rotary {

    /** Which dimensions of a head form pair {@code i} of {@code n}. */
    public enum Pairing {
        /** {@code (2 i, 2 i + 1)}: the original, GPT-J, llama2.c. */
        ADJACENT,
        /** {@code (i, i + n)}: GPT-NeoX, and Llama as Hugging Face stores it. */
        HALVES
    }

    private final int positions;
    private final int pairs;
    private final float[] cos; // [T, pairs]
    private final float[] sin; // [T, pairs]
    private float @Nullable [] back; // [T, pairs], the sines of the way back, once it is gone

    /**
     * Makes the tables for positions {@code start .. start + T - 1}.
     *
     * @param inverseFrequencies of the pairs; twice their number is how many dimensions of a head turn
     * @param magnitude by which cos and sin are multiplied (the attention factor of scaled variants); else 1
     */
    public Rotary(double[] inverseFrequencies, double magnitude, int start, int T) {
        positions = T;
        pairs = inverseFrequencies.length;
        cos = new float[T * pairs];
        sin = new float[T * pairs];
        for (int t = 0; t < T; t++) {
            for (int i = 0; i < pairs; i++) {
                double angle = (start + t) * inverseFrequencies[i];
                cos[t * pairs + i] = (float) (Math.cos(angle) * magnitude);
                sin[t * pairs + i] = (float) (Math.sin(angle) * magnitude);
            }
        }
    }

    /** The table of cosines, {@code [T, pairs]}; not to be written. */
    public float[] cos() {
        return cos;
    }

    /** The table of sines, {@code [T, pairs]}; not to be written. */
    public float[] sin() {
        return sin;
    }

    /** Turns a batch of windows {@code x [batch, T, heads, dHead]} in place, each from the first position on. */
    public void forward(
            Workers workers, float[] x, int batch, int heads, int dHead, Pairing pairing) {
        for (int b = 0; b < batch; b++) {
            int step = heads * dHead;
            forward(workers, x, b * positions * step, step, heads, dHead, pairing);
        }
    }

    /** The gradient of {@link #forward} of a batch, in place. */
    public void backward(
            Workers workers, float[] dx, int batch, int heads, int dHead, Pairing pairing) {
        for (int b = 0; b < batch; b++) {
            int step = heads * dHead;
            backward(workers, dx, b * positions * step, step, heads, dHead, pairing);
        }
    }

    /** Turns {@code x [T, heads, dHead]} in place. */
    public void forward(Workers workers, float[] x, int heads, int dHead, Pairing pairing) {
        forward(workers, x, 0, heads * dHead, heads, dHead, pairing);
    }

    /**
     * Turns in place the rows {@code [heads, dHead]} that start at {@code x[offset + t * step]}; the last {@code
     * dHead - 2 * pairs} dimensions of every head stay as they are.
     */
    public void forward(
            Workers workers,
            float[] x,
            int offset,
            int step,
            int heads,
            int dHead,
            Pairing pairing) {
        turn(workers, x, offset, step, heads, dHead, pairing, sin);
    }

    /** The gradient of {@link #forward}: turns {@code dx [T, heads, dHead]} back, in place. */
    public void backward(Workers workers, float[] dx, int heads, int dHead, Pairing pairing) {
        backward(workers, dx, 0, heads * dHead, heads, dHead, pairing);
    }

    /** The gradient of {@link #forward} on rows that stand apart: turns them back, in place. */
    public void backward(
            Workers workers,
            float[] dx,
            int offset,
            int step,
            int heads,
            int dHead,
            Pairing pairing) {
        turn(workers, dx, offset, step, heads, dHead, pairing, negativeSin());
    }

    private float[] negativeSin() {
        float[] negative = back;
        if (negative == null) {
            negative = new float[sin.length];
            for (int i = 0; i < sin.length; i++) {
                negative[i] = -sin[i];
            }
            back = negative;
        }
        return negative;
    }

    private void turn(
            Workers workers,
            float[] x,
            int offset,
            int step,
            int heads,
            int dHead,
            Pairing pairing,
            float[] sines) {
        if (2 * pairs > dHead) {
            throw new IllegalArgumentException(
                    2 * pairs + " rotary dimensions of a head of " + dHead);
        }
        RowTasks.forEach(
                workers,
                positions,
                heads * dHead,
                t -> {
                    for (int h = 0; h < heads; h++) {
                        int at = offset + t * step + h * dHead;
                        if (pairing == Pairing.HALVES) {
                            Kernels.ROW.rotateHalves(x, at, pairs, cos, sines, t * pairs);
                        } else {
                            Kernels.ROW.rotateAdjacent(x, at, pairs, cos, sines, t * pairs);
                        }
                    }
                });
    }
}
