package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DivergenceKernel} on vectors, two rows at a time against the same one.
 *
 * <p>{@code log2 u = e + log2 m}, {@code m} from {@code sqrt(1/2)} to {@code sqrt 2}: taking the bits of {@code
 * sqrt(1/2)} off those of {@code u} leaves {@code e} above the mantissa. {@code log2(1 + t) / t} is a polynomial of
 * degree 6, fitted to a largest error of 3.3e-7 of the logarithm. A zero gives 0: its logarithm is finite here.
 */
final class VectorDivergenceKernel implements DivergenceKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    /** The bits of {@code sqrt(1/2)}. */
    private static final int ROOT = 0x3f3504f3;

    /** The bits of {@code 1.5 * 2^23}: an integer added to them is the same one added to the number. */
    private static final int MAGIC = 0x4b400000;

    private static final FloatVector MAGIC_NUMBER = FloatVector.broadcast(S, 12582912f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector C6 = FloatVector.broadcast(S, 0.17063443f);
    private static final FloatVector C5 = FloatVector.broadcast(S, -0.2726979f);
    private static final FloatVector C4 = FloatVector.broadcast(S, 0.2972626f);
    private static final FloatVector C3 = FloatVector.broadcast(S, -0.35896185f);
    private static final FloatVector C2 = FloatVector.broadcast(S, 0.48046502f);
    private static final FloatVector C1 = FloatVector.broadcast(S, -0.7213759f);
    private static final FloatVector C0 = FloatVector.broadcast(S, 1.4426997f);

    @Override
    public float information(float[] x, int at, int width) {
        FloatVector sum = FloatVector.zero(S);
        for (int j = at; j < at + width; j += W) {
            FloatVector u = FloatVector.fromArray(S, x, j);
            sum = u.fma(log2(u), sum);
        }
        return Lanes.sum(sum);
    }

    @Override
    public void informationOfSums(
            float[] rows, int stride, int p, int first, int count, int width, float[] out) {
        int a = p * stride;
        int k = 0;
        for (; k + 2 <= count; k += 2) {
            two(rows, a, (first + k) * stride, (first + k + 1) * stride, width, out, k);
        }
        if (k < count) {
            int b = (first + k) * stride;
            FloatVector sum = FloatVector.zero(S);
            for (int j = 0; j < width; j += W) {
                FloatVector u =
                        FloatVector.fromArray(S, rows, a + j)
                                .add(FloatVector.fromArray(S, rows, b + j));
                sum = u.fma(log2(u), sum);
            }
            out[k] = Lanes.sum(sum);
        }
    }

    private static void two(float[] rows, int a, int b, int c, int width, float[] out, int k) {
        FloatVector sum0 = FloatVector.zero(S);
        FloatVector sum1 = sum0;
        for (int j = 0; j < width; j += W) {
            FloatVector x = FloatVector.fromArray(S, rows, a + j);
            FloatVector u = x.add(FloatVector.fromArray(S, rows, b + j));
            FloatVector v = x.add(FloatVector.fromArray(S, rows, c + j));
            sum0 = u.fma(log2(u), sum0);
            sum1 = v.fma(log2(v), sum1);
        }
        out[k] = Lanes.sum(sum0);
        out[k + 1] = Lanes.sum(sum1);
    }

    private static FloatVector log2(FloatVector u) {
        IntVector bits = u.reinterpretAsInts();
        IntVector e = bits.sub(ROOT).lanewise(VectorOperators.ASHR, 23);
        FloatVector t =
                bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
        FloatVector exponent = e.add(MAGIC).reinterpretAsFloats().sub(MAGIC_NUMBER);
        FloatVector p = C6.fma(t, C5).fma(t, C4).fma(t, C3).fma(t, C2).fma(t, C1).fma(t, C0);
        return p.fma(t, exponent);
    }
}
