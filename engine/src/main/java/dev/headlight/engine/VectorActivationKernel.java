package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** {@link ActivationKernel} on vectors; what is left is done by the plain one. */
final class VectorActivationKernel implements ActivationKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    private final ScalarActivationKernel rest = new ScalarActivationKernel();

    @Override
    public void silu(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            store(v.div(VectorExp.clamped(v.neg()).add(1f)), up, y, i);
        }
        rest.silu(x, up, y, i, to);
    }

    @Override
    public void geluErf(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector z = v.abs().mul((float) Math.sqrt(0.5));
            FloatVector bell = VectorExp.exp2(z.mul(z).mul((float) (-1 / Math.log(2))));
            FloatVector tail = VectorErfc.half(z, bell);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, 0f);
            FloatVector share = tail.neg().add(1f).blend(tail, negative);
            store(v.mul(share), up, y, i);
        }
        rest.geluErf(x, up, y, i, to);
    }

    @Override
    public void geluTanh(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        float a = (float) (-2 * Math.sqrt(2 / Math.PI));
        FloatVector cubic = FloatVector.broadcast(S, 0.044715f);
        FloatVector one = FloatVector.broadcast(S, 1f);
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector u =
                    v.mul(a).mul(v.mul(v).fma(cubic, one)); // -2 sqrt(2 / pi) (x + 0.044715 x^3)
            store(v.div(VectorExp.clamped(u).add(1f)), up, y, i);
        }
        rest.geluTanh(x, up, y, i, to);
    }

    private static void store(FloatVector v, float @Nullable [] up, float[] y, int i) {
        (up == null ? v : v.mul(FloatVector.fromArray(S, up, i))).intoArray(y, i);
    }
}
