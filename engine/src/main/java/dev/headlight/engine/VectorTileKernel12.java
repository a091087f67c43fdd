package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileKernel} of 12 rows by 2 vectors for machines with 32 vector registers (AVX-512, aarch64). Long
 * because the compiler keeps in registers only what are local variables.
 */
final class VectorTileKernel12 implements TileKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;
    private static final int COLS = 2 * W;

    @Override
    public int rows() {
        return 12;
    }

    @Override
    public int cols() {
        return COLS;
    }

    @Override
    public void multiply(
            int kn,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector d0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector d1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector d2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector d3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector d4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector d5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector d6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        FloatVector d7 = FloatVector.zero(S);
        FloatVector c8 = FloatVector.zero(S);
        FloatVector d8 = FloatVector.zero(S);
        FloatVector c9 = FloatVector.zero(S);
        FloatVector d9 = FloatVector.zero(S);
        FloatVector cA = FloatVector.zero(S);
        FloatVector dA = FloatVector.zero(S);
        FloatVector cB = FloatVector.zero(S);
        FloatVector dB = FloatVector.zero(S);
        int x = ao;
        int y = bo;
        for (int k = 0; k < kn; k++, x += 12, y += COLS) {
            FloatVector left = FloatVector.fromArray(S, b, y);
            FloatVector right = FloatVector.fromArray(S, b, y + W);
            FloatVector v = FloatVector.broadcast(S, a[x]);
            c0 = v.fma(left, c0);
            d0 = v.fma(right, d0);
            v = FloatVector.broadcast(S, a[x + 1]);
            c1 = v.fma(left, c1);
            d1 = v.fma(right, d1);
            v = FloatVector.broadcast(S, a[x + 2]);
            c2 = v.fma(left, c2);
            d2 = v.fma(right, d2);
            v = FloatVector.broadcast(S, a[x + 3]);
            c3 = v.fma(left, c3);
            d3 = v.fma(right, d3);
            v = FloatVector.broadcast(S, a[x + 4]);
            c4 = v.fma(left, c4);
            d4 = v.fma(right, d4);
            v = FloatVector.broadcast(S, a[x + 5]);
            c5 = v.fma(left, c5);
            d5 = v.fma(right, d5);
            v = FloatVector.broadcast(S, a[x + 6]);
            c6 = v.fma(left, c6);
            d6 = v.fma(right, d6);
            v = FloatVector.broadcast(S, a[x + 7]);
            c7 = v.fma(left, c7);
            d7 = v.fma(right, d7);
            v = FloatVector.broadcast(S, a[x + 8]);
            c8 = v.fma(left, c8);
            d8 = v.fma(right, d8);
            v = FloatVector.broadcast(S, a[x + 9]);
            c9 = v.fma(left, c9);
            d9 = v.fma(right, d9);
            v = FloatVector.broadcast(S, a[x + 10]);
            cA = v.fma(left, cA);
            dA = v.fma(right, dA);
            v = FloatVector.broadcast(S, a[x + 11]);
            cB = v.fma(left, cB);
            dB = v.fma(right, dB);
        }
        store(c0, d0, c, co, add);
        store(c1, d1, c, co + cStep, add);
        store(c2, d2, c, co + 2 * cStep, add);
        store(c3, d3, c, co + 3 * cStep, add);
        store(c4, d4, c, co + 4 * cStep, add);
        store(c5, d5, c, co + 5 * cStep, add);
        store(c6, d6, c, co + 6 * cStep, add);
        store(c7, d7, c, co + 7 * cStep, add);
        store(c8, d8, c, co + 8 * cStep, add);
        store(c9, d9, c, co + 9 * cStep, add);
        store(cA, dA, c, co + 10 * cStep, add);
        store(cB, dB, c, co + 11 * cStep, add);
    }

    @Override
    public void multiplyRows(
            int kn,
            float[] a,
            int ao,
            int aStep,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        FloatVector c0 = FloatVector.zero(S);
        FloatVector d0 = FloatVector.zero(S);
        FloatVector c1 = FloatVector.zero(S);
        FloatVector d1 = FloatVector.zero(S);
        FloatVector c2 = FloatVector.zero(S);
        FloatVector d2 = FloatVector.zero(S);
        FloatVector c3 = FloatVector.zero(S);
        FloatVector d3 = FloatVector.zero(S);
        FloatVector c4 = FloatVector.zero(S);
        FloatVector d4 = FloatVector.zero(S);
        FloatVector c5 = FloatVector.zero(S);
        FloatVector d5 = FloatVector.zero(S);
        FloatVector c6 = FloatVector.zero(S);
        FloatVector d6 = FloatVector.zero(S);
        FloatVector c7 = FloatVector.zero(S);
        FloatVector d7 = FloatVector.zero(S);
        FloatVector c8 = FloatVector.zero(S);
        FloatVector d8 = FloatVector.zero(S);
        FloatVector c9 = FloatVector.zero(S);
        FloatVector d9 = FloatVector.zero(S);
        FloatVector cA = FloatVector.zero(S);
        FloatVector dA = FloatVector.zero(S);
        FloatVector cB = FloatVector.zero(S);
        FloatVector dB = FloatVector.zero(S);
        int a0 = ao;
        int a1 = ao + aStep;
        int a2 = ao + 2 * aStep;
        int a3 = ao + 3 * aStep;
        int a4 = ao + 4 * aStep;
        int a5 = ao + 5 * aStep;
        int a6 = ao + 6 * aStep;
        int a7 = ao + 7 * aStep;
        int a8 = ao + 8 * aStep;
        int a9 = ao + 9 * aStep;
        int aA = ao + 10 * aStep;
        int aB = ao + 11 * aStep;
        int y = bo;
        for (int k = 0; k < kn; k++, y += COLS) {
            FloatVector left = FloatVector.fromArray(S, b, y);
            FloatVector right = FloatVector.fromArray(S, b, y + W);
            FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
            c0 = v.fma(left, c0);
            d0 = v.fma(right, d0);
            v = FloatVector.broadcast(S, a[a1 + k]);
            c1 = v.fma(left, c1);
            d1 = v.fma(right, d1);
            v = FloatVector.broadcast(S, a[a2 + k]);
            c2 = v.fma(left, c2);
            d2 = v.fma(right, d2);
            v = FloatVector.broadcast(S, a[a3 + k]);
            c3 = v.fma(left, c3);
            d3 = v.fma(right, d3);
            v = FloatVector.broadcast(S, a[a4 + k]);
            c4 = v.fma(left, c4);
            d4 = v.fma(right, d4);
            v = FloatVector.broadcast(S, a[a5 + k]);
            c5 = v.fma(left, c5);
            d5 = v.fma(right, d5);
            v = FloatVector.broadcast(S, a[a6 + k]);
            c6 = v.fma(left, c6);
            d6 = v.fma(right, d6);
            v = FloatVector.broadcast(S, a[a7 + k]);
            c7 = v.fma(left, c7);
            d7 = v.fma(right, d7);
            v = FloatVector.broadcast(S, a[a8 + k]);
            c8 = v.fma(left, c8);
            d8 = v.fma(right, d8);
            v = FloatVector.broadcast(S, a[a9 + k]);
            c9 = v.fma(left, c9);
            d9 = v.fma(right, d9);
            v = FloatVector.broadcast(S, a[aA + k]);
            cA = v.fma(left, cA);
            dA = v.fma(right, dA);
            v = FloatVector.broadcast(S, a[aB + k]);
            cB = v.fma(left, cB);
            dB = v.fma(right, dB);
        }
        store(c0, d0, c, co, add);
        store(c1, d1, c, co + cStep, add);
        store(c2, d2, c, co + 2 * cStep, add);
        store(c3, d3, c, co + 3 * cStep, add);
        store(c4, d4, c, co + 4 * cStep, add);
        store(c5, d5, c, co + 5 * cStep, add);
        store(c6, d6, c, co + 6 * cStep, add);
        store(c7, d7, c, co + 7 * cStep, add);
        store(c8, d8, c, co + 8 * cStep, add);
        store(c9, d9, c, co + 9 * cStep, add);
        store(cA, dA, c, co + 10 * cStep, add);
        store(cB, dB, c, co + 11 * cStep, add);
    }

    private static void store(FloatVector left, FloatVector right, float[] c, int o, boolean add) {
        FloatVector l = add ? left.add(FloatVector.fromArray(S, c, o)) : left;
        FloatVector r = add ? right.add(FloatVector.fromArray(S, c, o + W)) : right;
        l.intoArray(c, o);
        r.intoArray(c, o + W);
    }
}
