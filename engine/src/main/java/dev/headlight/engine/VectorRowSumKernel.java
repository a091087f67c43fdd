package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowSumKernel} in vectors. Four rows (six by key) share one load and store of the sums: as many scales as
 * fit the registers beside the accumulators, since a spilled broadcast would cost a load for each use.
 */
final class VectorRowSumKernel implements RowSumKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int LANES = S.length();

    /** The last vector may reach past the rows' ends: into zeros, or into floats that land in the sums' padding. */
    @Override
    public void addByDistance(
            AttentionTile tile, float[] aScale, float[] bScale, float[] a, float[] b, int last) {
        float[] w = tile.weights();
        int count = tile.firstRow();
        int to = last - count + 1;
        int r = 0;
        for (; r + 4 <= tile.rows(); r += 4) {
            fourByDistance(
                    w,
                    tile.offset(r) + r + 1,
                    tile.offset(r + 1) + r + 2,
                    tile.offset(r + 2) + r + 3,
                    tile.offset(r + 3) + r + 4,
                    aScale,
                    bScale,
                    r,
                    a,
                    b,
                    to,
                    count);
        }
        for (; r < tile.rows(); r++) {
            oneByDistance(w, tile.offset(r) + r + 1, aScale[r], bScale[r], a, b, to, count);
        }
    }

    private static void fourByDistance(
            float[] w,
            int at0,
            int at1,
            int at2,
            int at3,
            float[] aScale,
            float[] bScale,
            int r,
            float[] a,
            float[] b,
            int to,
            int count) {
        FloatVector a0 = FloatVector.broadcast(S, aScale[r]);
        FloatVector a1 = FloatVector.broadcast(S, aScale[r + 1]);
        FloatVector a2 = FloatVector.broadcast(S, aScale[r + 2]);
        FloatVector a3 = FloatVector.broadcast(S, aScale[r + 3]);
        FloatVector b0 = FloatVector.broadcast(S, bScale[r]);
        FloatVector b1 = FloatVector.broadcast(S, bScale[r + 1]);
        FloatVector b2 = FloatVector.broadcast(S, bScale[r + 2]);
        FloatVector b3 = FloatVector.broadcast(S, bScale[r + 3]);
        for (int n = 0; n < count; n += LANES) {
            FloatVector x = FloatVector.fromArray(S, w, at0 + n);
            FloatVector p = x.fma(a0, FloatVector.fromArray(S, a, to + n));
            FloatVector q = x.fma(b0, FloatVector.fromArray(S, b, to + n));
            x = FloatVector.fromArray(S, w, at1 + n);
            p = x.fma(a1, p);
            q = x.fma(b1, q);
            x = FloatVector.fromArray(S, w, at2 + n);
            p = x.fma(a2, p);
            q = x.fma(b2, q);
            x = FloatVector.fromArray(S, w, at3 + n);
            x.fma(a3, p).intoArray(a, to + n);
            x.fma(b3, q).intoArray(b, to + n);
        }
    }

    private static void oneByDistance(
            float[] w,
            int at,
            float aScale,
            float bScale,
            float[] a,
            float[] b,
            int to,
            int count) {
        FloatVector s = FloatVector.broadcast(S, aScale);
        FloatVector t = FloatVector.broadcast(S, bScale);
        for (int n = 0; n < count; n += LANES) {
            FloatVector x = FloatVector.fromArray(S, w, at + n);
            x.fma(s, FloatVector.fromArray(S, a, to + n)).intoArray(a, to + n);
            x.fma(t, FloatVector.fromArray(S, b, to + n)).intoArray(b, to + n);
        }
    }

    /** Whole vectors of keys; the rest one by one, since what follows a row means nothing. */
    @Override
    public void addByKey(AttentionTile tile, float[] scale, float[] sums) {
        float[] w = tile.weights();
        int keys = tile.firstRow() + tile.rows();
        int width = S.loopBound(keys);
        int r = 0;
        for (; r + 6 <= tile.rows(); r += 6) {
            sixByKey(
                    w,
                    tile.offset(r),
                    tile.offset(r + 1),
                    tile.offset(r + 2),
                    tile.offset(r + 3),
                    tile.offset(r + 4),
                    tile.offset(r + 5),
                    scale,
                    r,
                    sums,
                    width);
        }
        for (; r < tile.rows(); r++) {
            FloatVector s = FloatVector.broadcast(S, scale[r]);
            int at = tile.offset(r);
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(S, w, at + j)
                        .fma(s, FloatVector.fromArray(S, sums, j))
                        .intoArray(sums, j);
            }
        }
        for (r = 0; r < tile.rows(); r++) {
            int at = tile.offset(r);
            for (int j = width; j <= tile.firstRow() + r; j++) {
                sums[j] += scale[r] * w[at + j];
            }
        }
    }

    private static void sixByKey(
            float[] w,
            int at0,
            int at1,
            int at2,
            int at3,
            int at4,
            int at5,
            float[] scale,
            int r,
            float[] sums,
            int width) {
        FloatVector s0 = FloatVector.broadcast(S, scale[r]);
        FloatVector s1 = FloatVector.broadcast(S, scale[r + 1]);
        FloatVector s2 = FloatVector.broadcast(S, scale[r + 2]);
        FloatVector s3 = FloatVector.broadcast(S, scale[r + 3]);
        FloatVector s4 = FloatVector.broadcast(S, scale[r + 4]);
        FloatVector s5 = FloatVector.broadcast(S, scale[r + 5]);
        for (int j = 0; j < width; j += LANES) {
            FloatVector p = FloatVector.fromArray(S, sums, j);
            p = FloatVector.fromArray(S, w, at0 + j).fma(s0, p);
            p = FloatVector.fromArray(S, w, at1 + j).fma(s1, p);
            p = FloatVector.fromArray(S, w, at2 + j).fma(s2, p);
            p = FloatVector.fromArray(S, w, at3 + j).fma(s3, p);
            p = FloatVector.fromArray(S, w, at4 + j).fma(s4, p);
            FloatVector.fromArray(S, w, at5 + j).fma(s5, p).intoArray(sums, j);
        }
    }
}
