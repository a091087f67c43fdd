package dev.headlight.engine;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileKernel} of 6 rows by 2 vectors: 12 accumulators, two vectors of B and a broadcast of A fill the 16
 * registers of AVX2. Long because the compiler keeps in registers only what are local variables.
 *
 * <p>The fences emit no instruction on x86. They stop C2 from moving the broadcasts above the multiplications,
 * which needs more registers than there are: one accumulator spilled per iteration halves the speed.
 *
 * <p>C is added in one branch after the loop. With a branch in the store of each row C2 spilled an accumulator as soon as both
 * kinds of call had come by, and the speed was halved.
 */
final class VectorTileKernel6 implements TileKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;
    private static final int COLS = 2 * W;

    @Override
    public int rows() {
        return 6;
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
        int x = ao;
        int y = bo;
        for (int k = 0; k < kn; k++, x += 6, y += COLS) {
            FloatVector left = FloatVector.fromArray(S, b, y);
            FloatVector right = FloatVector.fromArray(S, b, y + W);
            FloatVector v = FloatVector.broadcast(S, a[x]);
            c0 = v.fma(left, c0);
            d0 = v.fma(right, d0);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[x + 1]);
            c1 = v.fma(left, c1);
            d1 = v.fma(right, d1);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[x + 2]);
            c2 = v.fma(left, c2);
            d2 = v.fma(right, d2);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[x + 3]);
            c3 = v.fma(left, c3);
            d3 = v.fma(right, d3);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[x + 4]);
            c4 = v.fma(left, c4);
            d4 = v.fma(right, d4);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[x + 5]);
            c5 = v.fma(left, c5);
            d5 = v.fma(right, d5);
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
        int a0 = ao;
        int a1 = ao + aStep;
        int a2 = ao + 2 * aStep;
        int a3 = ao + 3 * aStep;
        int a4 = ao + 4 * aStep;
        int a5 = ao + 5 * aStep;
        int y = bo;
        for (int k = 0; k < kn; k++, y += COLS) {
            FloatVector left = FloatVector.fromArray(S, b, y);
            FloatVector right = FloatVector.fromArray(S, b, y + W);
            FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
            c0 = v.fma(left, c0);
            d0 = v.fma(right, d0);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[a1 + k]);
            c1 = v.fma(left, c1);
            d1 = v.fma(right, d1);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[a2 + k]);
            c2 = v.fma(left, c2);
            d2 = v.fma(right, d2);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[a3 + k]);
            c3 = v.fma(left, c3);
            d3 = v.fma(right, d3);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[a4 + k]);
            c4 = v.fma(left, c4);
            d4 = v.fma(right, d4);
            VarHandle.loadLoadFence();
            v = FloatVector.broadcast(S, a[a5 + k]);
            c5 = v.fma(left, c5);
            d5 = v.fma(right, d5);
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
    }
}
