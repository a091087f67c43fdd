package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link PackKernel} on vectors; transposes 4 lines by 4 elements in registers. */
final class VectorPackKernel implements PackKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    /**
     * Transposing is done on 4 lanes wherever there are more: a shuffle across the halves of a longer vector costs
     * several times as much on some processors. On AMD's first Zen 8 lanes took 1.6 times as long (0.70 against 0.44 ns an
     * element).
     */
    private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;

    private static final VectorSpecies<Float> E = FloatVector.SPECIES_256;

    private static final VectorShuffle<Float> UP_1 = VectorShuffle.fromOp(Q, i -> (i + 3) % 4);
    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.fromOp(Q, i -> (i + 1) % 4);
    private static final VectorShuffle<Float> HALF = VectorShuffle.fromOp(Q, i -> (i + 2) % 4);
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(Q, 0b1010);
    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(Q, 0b1100);

    /** Lines that a turn of {@link #copy} takes. */
    private static final int TURN = 12;

    /**
     * Whole vectors: where the width is not a multiple of them, the floats that one copies too many the next
     * overwrites; the last lines are copied exactly.
     *
     * <p>A turn of the loop is written out, which makes the method too long to be inlined, for the reason given at {@link
     * #four}. Inlined into a product it boxed every vector on machines of 16 lanes: 14 MB a training step, and only
     * where the product had been compiled early.
     */
    @Override
    public void copy(float[] s, int o, int step, int width, int k, float[] d, int p) {
        if (width == 12 && W >= 8) {
            twelve(s, o, step, k, d, p);
            return;
        }
        for (int i = 0; i < width; i += W) {
            int x = o + i;
            int q = p + i;
            int e = 1;
            for (; e + TURN <= k; e += TURN) {
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                x += step;
                q += width;
            }
            int rest = Math.min(W, width - i);
            for (; e <= k; e++, x += step, q += width) {
                System.arraycopy(s, x, d, q, rest);
            }
        }
    }

    /**
     * Lines of 12, the rows of a tile on 16 lanes, as 8 and 4: vectors of 16 would cross a cache line and overlap the next at
     * every step, and took twice the time (0.24 to 0.31 against 0.12 to 0.15 ns a float). Written out for the reason given at
     * {@link #copy}.
     */
    private static void twelve(float[] s, int o, int step, int k, float[] d, int p) {
        int x = o;
        int q = p;
        int e = 0;
        for (; e + 8 <= k; e += 8) {
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
            FloatVector.fromArray(E, s, x).intoArray(d, q);
            FloatVector.fromArray(Q, s, x + 8).intoArray(d, q + 8);
            x += step;
            q += 12;
        }
        for (; e < k; e++, x += step, q += 12) {
            System.arraycopy(s, x, d, q, 12);
        }
    }

    /** Two vectors a panel. */
    @Override
    public void copyRows(
            float[] s, int o, int step, int panels, int k, float[] d, int p, int panel) {
        for (int e = 0; e < k; e++) {
            int x = o + e * step;
            int q = p + e * 2 * W;
            for (int j = 0; j < panels; j++) {
                FloatVector.fromArray(S, s, x).intoArray(d, q);
                FloatVector.fromArray(S, s, x + W).intoArray(d, q + W);
                x += 2 * W;
                q += panel;
            }
        }
    }

    /** Where the lines are not a multiple of 4, the last are written twice. */
    @Override
    public void transpose(
            float[] s, int o, int line, int lines, int k, float[] d, int p, int width) {
        if (lines < 4) {
            ScalarPackKernel.transpose(s, o, line, lines, 0, k, d, p, width);
            return;
        }
        int whole = k / 8 * 8;
        for (int i = 0; ; i = Math.min(i + 4, lines - 4)) {
            four(s, o + i * line, line, whole, d, p + i, width);
            if (i + 4 >= lines) {
                break;
            }
        }
        ScalarPackKernel.transpose(s, o, line, lines, whole, k, d, p, width);
    }

    /**
     * Four lines, 4 by 4 elements at a time: two rounds of swapping blocks off the diagonal, of 1 and of 2.
     *
     * <p>Two such blocks are written out, which makes the method too long to be inlined: C2 stops inlining where a
     * method has grown too many nodes, and would then box these vectors.
     */
    private static void four(float[] s, int o, int line, int k, float[] d, int p, int width) {
        for (int e = 0; e < k; e += 8) {
            int x = o + e;
            int y = p + e * width;
            FloatVector a0 = FloatVector.fromArray(Q, s, x);
            FloatVector a1 = FloatVector.fromArray(Q, s, x + line);
            FloatVector a2 = FloatVector.fromArray(Q, s, x + 2 * line);
            FloatVector a3 = FloatVector.fromArray(Q, s, x + 3 * line);
            FloatVector b0 = a0.blend(a1.rearrange(UP_1), ODD_1);
            FloatVector b1 = a0.rearrange(DOWN_1).blend(a1, ODD_1);
            FloatVector b2 = a2.blend(a3.rearrange(UP_1), ODD_1);
            FloatVector b3 = a2.rearrange(DOWN_1).blend(a3, ODD_1);
            b0.blend(b2.rearrange(HALF), ODD_2).intoArray(d, y);
            b1.blend(b3.rearrange(HALF), ODD_2).intoArray(d, y + width);
            b0.rearrange(HALF).blend(b2, ODD_2).intoArray(d, y + 2 * width);
            b1.rearrange(HALF).blend(b3, ODD_2).intoArray(d, y + 3 * width);
            x += 4;
            y += 4 * width;
            a0 = FloatVector.fromArray(Q, s, x);
            a1 = FloatVector.fromArray(Q, s, x + line);
            a2 = FloatVector.fromArray(Q, s, x + 2 * line);
            a3 = FloatVector.fromArray(Q, s, x + 3 * line);
            b0 = a0.blend(a1.rearrange(UP_1), ODD_1);
            b1 = a0.rearrange(DOWN_1).blend(a1, ODD_1);
            b2 = a2.blend(a3.rearrange(UP_1), ODD_1);
            b3 = a2.rearrange(DOWN_1).blend(a3, ODD_1);
            b0.blend(b2.rearrange(HALF), ODD_2).intoArray(d, y);
            b1.blend(b3.rearrange(HALF), ODD_2).intoArray(d, y + width);
            b0.rearrange(HALF).blend(b2, ODD_2).intoArray(d, y + 2 * width);
            b1.rearrange(HALF).blend(b3, ODD_2).intoArray(d, y + 3 * width);
        }
    }
}
