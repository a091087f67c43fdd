package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link PackKernel} on vectors; transposes 8 lines by 8 elements in registers. */
final class VectorPackKernel implements PackKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    /** Transposing is done on 8 lanes also where there are 16. */
    private static final VectorSpecies<Float> E = FloatVector.SPECIES_256;

    private static final VectorShuffle<Float> UP_1 = VectorShuffle.fromOp(E, i -> (i + 7) % 8);
    private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.fromOp(E, i -> (i + 1) % 8);
    private static final VectorShuffle<Float> UP_2 = VectorShuffle.fromOp(E, i -> (i + 6) % 8);
    private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.fromOp(E, i -> (i + 2) % 8);
    private static final VectorShuffle<Float> HALF = VectorShuffle.fromOp(E, i -> (i + 4) % 8);
    private static final VectorMask<Float> ODD_1 = VectorMask.fromLong(E, 0b10101010);
    private static final VectorMask<Float> ODD_2 = VectorMask.fromLong(E, 0b11001100);
    private static final VectorMask<Float> ODD_4 = VectorMask.fromLong(E, 0b11110000);

    /**
     * Whole vectors: where the width is not a multiple of them, the floats that one copies too many the next
     * overwrites; the last line is copied exactly.
     */
    @Override
    public void copy(float[] s, int o, int step, int width, int k, float[] d, int p) {
        for (int i = 0; i < width; i += W) {
            int x = o + i;
            int q = p + i;
            for (int e = 1; e < k; e++, x += step, q += width) {
                FloatVector.fromArray(S, s, x).intoArray(d, q);
            }
            System.arraycopy(s, x, d, q, Math.min(W, width - i));
        }
    }

    @Override
    public void transpose(float[] s, int o, int line, int width, int k, float[] d, int p) {
        if (W < 8 || width < 6) {
            ScalarPackKernel.transpose(s, o, line, width, 0, k, d, p);
            return;
        }
        // Narrower than a vector: it overwrites the start of the line after, so the last line is
        // left to the rest.
        int whole = width < 8 ? (k - 1) / 8 * 8 : k / 8 * 8;
        for (int i = 0; ; i = Math.min(i + 8, width - 8)) {
            int last = width < 8 ? width - 1 : 7;
            for (int e = 0; e < whole; e += 8) {
                transpose8(s, o + i * line + e, line, last, d, p + e * width + i, width);
            }
            if (i + 8 >= width) {
                break;
            }
        }
        ScalarPackKernel.transpose(s, o, line, width, whole, k, d, p);
    }

    /** Three rounds of swapping blocks off the diagonal: of 1, of 2 and of 4 elements. */
    private static void transpose8(
            float[] s, int o, int line, int last, float[] d, int p, int width) {
        FloatVector a0 = FloatVector.fromArray(E, s, o);
        FloatVector a1 = FloatVector.fromArray(E, s, o + line);
        FloatVector a2 = FloatVector.fromArray(E, s, o + 2 * line);
        FloatVector a3 = FloatVector.fromArray(E, s, o + 3 * line);
        FloatVector a4 = FloatVector.fromArray(E, s, o + 4 * line);
        FloatVector a5 = FloatVector.fromArray(E, s, o + 5 * line);
        FloatVector a6 = FloatVector.fromArray(E, s, o + Math.min(6, last) * line);
        FloatVector a7 = FloatVector.fromArray(E, s, o + last * line);
        FloatVector b0 = a0.blend(a1.rearrange(UP_1), ODD_1);
        FloatVector b1 = a0.rearrange(DOWN_1).blend(a1, ODD_1);
        FloatVector b2 = a2.blend(a3.rearrange(UP_1), ODD_1);
        FloatVector b3 = a2.rearrange(DOWN_1).blend(a3, ODD_1);
        FloatVector b4 = a4.blend(a5.rearrange(UP_1), ODD_1);
        FloatVector b5 = a4.rearrange(DOWN_1).blend(a5, ODD_1);
        FloatVector b6 = a6.blend(a7.rearrange(UP_1), ODD_1);
        FloatVector b7 = a6.rearrange(DOWN_1).blend(a7, ODD_1);
        FloatVector c0 = b0.blend(b2.rearrange(UP_2), ODD_2);
        FloatVector c1 = b1.blend(b3.rearrange(UP_2), ODD_2);
        FloatVector c2 = b0.rearrange(DOWN_2).blend(b2, ODD_2);
        FloatVector c3 = b1.rearrange(DOWN_2).blend(b3, ODD_2);
        FloatVector c4 = b4.blend(b6.rearrange(UP_2), ODD_2);
        FloatVector c5 = b5.blend(b7.rearrange(UP_2), ODD_2);
        FloatVector c6 = b4.rearrange(DOWN_2).blend(b6, ODD_2);
        FloatVector c7 = b5.rearrange(DOWN_2).blend(b7, ODD_2);
        c0.blend(c4.rearrange(HALF), ODD_4).intoArray(d, p);
        c1.blend(c5.rearrange(HALF), ODD_4).intoArray(d, p + width);
        c2.blend(c6.rearrange(HALF), ODD_4).intoArray(d, p + 2 * width);
        c3.blend(c7.rearrange(HALF), ODD_4).intoArray(d, p + 3 * width);
        c0.rearrange(HALF).blend(c4, ODD_4).intoArray(d, p + 4 * width);
        c1.rearrange(HALF).blend(c5, ODD_4).intoArray(d, p + 5 * width);
        c2.rearrange(HALF).blend(c6, ODD_4).intoArray(d, p + 6 * width);
        c3.rearrange(HALF).blend(c7, ODD_4).intoArray(d, p + 7 * width);
    }
}
