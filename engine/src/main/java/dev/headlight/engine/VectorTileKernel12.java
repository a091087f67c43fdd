package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileKernel} of 12 rows by 2 vectors for machines with 32 vector registers (AVX-512, aarch64). Long
 * because the compiler keeps in registers only what are local variables.
 *
 * <p>C is added in one branch after the loop. With a branch in the store of each row C2 spilled an accumulator as soon as both
 * kinds of call had come by, and the speed was halved.
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
        if (add) {
            c0 = c0.add(FloatVector.fromArray(S, c, co));
            d0 = d0.add(FloatVector.fromArray(S, c, co + W));
            c1 = c1.add(FloatVector.fromArray(S, c, co + cStep));
            d1 = d1.add(FloatVector.fromArray(S, c, co + cStep + W));
            c2 = c2.add(FloatVector.fromArray(S, c, co + 2 * cStep));
            d2 = d2.add(FloatVector.fromArray(S, c, co + 2 * cStep + W));
            c3 = c3.add(FloatVector.fromArray(S, c, co + 3 * cStep));
            d3 = d3.add(FloatVector.fromArray(S, c, co + 3 * cStep + W));
            c4 = c4.add(FloatVector.fromArray(S, c, co + 4 * cStep));
            d4 = d4.add(FloatVector.fromArray(S, c, co + 4 * cStep + W));
            c5 = c5.add(FloatVector.fromArray(S, c, co + 5 * cStep));
            d5 = d5.add(FloatVector.fromArray(S, c, co + 5 * cStep + W));
            c6 = c6.add(FloatVector.fromArray(S, c, co + 6 * cStep));
            d6 = d6.add(FloatVector.fromArray(S, c, co + 6 * cStep + W));
            c7 = c7.add(FloatVector.fromArray(S, c, co + 7 * cStep));
            d7 = d7.add(FloatVector.fromArray(S, c, co + 7 * cStep + W));
            c8 = c8.add(FloatVector.fromArray(S, c, co + 8 * cStep));
            d8 = d8.add(FloatVector.fromArray(S, c, co + 8 * cStep + W));
            c9 = c9.add(FloatVector.fromArray(S, c, co + 9 * cStep));
            d9 = d9.add(FloatVector.fromArray(S, c, co + 9 * cStep + W));
            cA = cA.add(FloatVector.fromArray(S, c, co + 10 * cStep));
            dA = dA.add(FloatVector.fromArray(S, c, co + 10 * cStep + W));
            cB = cB.add(FloatVector.fromArray(S, c, co + 11 * cStep));
            dB = dB.add(FloatVector.fromArray(S, c, co + 11 * cStep + W));
        }
        c0.intoArray(c, co);
        d0.intoArray(c, co + W);
        c1.intoArray(c, co + cStep);
        d1.intoArray(c, co + cStep + W);
        c2.intoArray(c, co + 2 * cStep);
        d2.intoArray(c, co + 2 * cStep + W);
        c3.intoArray(c, co + 3 * cStep);
        d3.intoArray(c, co + 3 * cStep + W);
        c4.intoArray(c, co + 4 * cStep);
        d4.intoArray(c, co + 4 * cStep + W);
        c5.intoArray(c, co + 5 * cStep);
        d5.intoArray(c, co + 5 * cStep + W);
        c6.intoArray(c, co + 6 * cStep);
        d6.intoArray(c, co + 6 * cStep + W);
        c7.intoArray(c, co + 7 * cStep);
        d7.intoArray(c, co + 7 * cStep + W);
        c8.intoArray(c, co + 8 * cStep);
        d8.intoArray(c, co + 8 * cStep + W);
        c9.intoArray(c, co + 9 * cStep);
        d9.intoArray(c, co + 9 * cStep + W);
        cA.intoArray(c, co + 10 * cStep);
        dA.intoArray(c, co + 10 * cStep + W);
        cB.intoArray(c, co + 11 * cStep);
        dB.intoArray(c, co + 11 * cStep + W);
    }

    @Override
    public void multiplyRows(
            int kn, float[] a, int ao, int aStep, float[] b, int bo, float[] c, int co, int cStep) {
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
        c0.intoArray(c, co);
        d0.intoArray(c, co + W);
        c1.intoArray(c, co + cStep);
        d1.intoArray(c, co + cStep + W);
        c2.intoArray(c, co + 2 * cStep);
        d2.intoArray(c, co + 2 * cStep + W);
        c3.intoArray(c, co + 3 * cStep);
        d3.intoArray(c, co + 3 * cStep + W);
        c4.intoArray(c, co + 4 * cStep);
        d4.intoArray(c, co + 4 * cStep + W);
        c5.intoArray(c, co + 5 * cStep);
        d5.intoArray(c, co + 5 * cStep + W);
        c6.intoArray(c, co + 6 * cStep);
        d6.intoArray(c, co + 6 * cStep + W);
        c7.intoArray(c, co + 7 * cStep);
        d7.intoArray(c, co + 7 * cStep + W);
        c8.intoArray(c, co + 8 * cStep);
        d8.intoArray(c, co + 8 * cStep + W);
        c9.intoArray(c, co + 9 * cStep);
        d9.intoArray(c, co + 9 * cStep + W);
        cA.intoArray(c, co + 10 * cStep);
        dA.intoArray(c, co + 10 * cStep + W);
        cB.intoArray(c, co + 11 * cStep);
        dB.intoArray(c, co + 11 * cStep + W);
    }
}
