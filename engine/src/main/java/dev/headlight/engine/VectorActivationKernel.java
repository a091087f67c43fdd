package dev.headlight.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * {@link ActivationKernel} on vectors. The last few numbers are done as a whole vector too, so that what becomes of a
 * number does not depend on where it stands.
 */
final class VectorActivationKernel implements ActivationKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    // Constants for the reason given in VectorExp.
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector BELL = FloatVector.broadcast(S, (float) (-0.5 / Math.log(2)));
    private static final FloatVector CUBIC = FloatVector.broadcast(S, 0.044715f);
    private static final FloatVector ARGUMENT =
            FloatVector.broadcast(S, (float) (-2 * Math.sqrt(2 / Math.PI)));

    /** One of the activations. */
    private interface Activation {
        void of(float[] x, float @Nullable [] up, float[] y, int from, int to);
    }

    @Override
    public void silu(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            store(v.div(VectorExp.clamped(v.neg()).add(ONE)), up, y, i);
        }
        rest(this::silu, x, up, y, i, to);
    }

    @Override
    public void geluErf(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector bell = VectorExp.exp2(v.mul(v).mul(BELL));
            FloatVector tail = VectorErfc.normalTail(v.abs(), bell);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, ZERO);
            FloatVector share = ONE.sub(tail).blend(tail, negative);
            store(v.mul(share), up, y, i);
        }
        rest(this::geluErf, x, up, y, i, to);
    }

    @Override
    public void geluTanh(float[] x, float @Nullable [] up, float[] y, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector u =
                    v.mul(ARGUMENT)
                            .mul(v.mul(v).fma(CUBIC, ONE)); // -2 sqrt(2 / pi) (x + 0.044715 x^3)
            store(v.div(VectorExp.clamped(u).add(ONE)), up, y, i);
        }
        rest(this::geluTanh, x, up, y, i, to);
    }

    /** Fewer numbers than a vector has. */
    private static void rest(
            Activation activation, float[] x, float @Nullable [] up, float[] y, int from, int to) {
        if (from < to) {
            float[] some = new float[W];
            activation.of(
                    Arrays.copyOfRange(x, from, from + W),
                    up == null ? null : Arrays.copyOfRange(up, from, from + W),
                    some,
                    0,
                    W);
            System.arraycopy(some, 0, y, from, to - from);
        }
    }

    private static void store(FloatVector v, float @Nullable [] up, float[] y, int i) {
        // Two ends, as a vector that comes from either of two branches may be boxed.
        if (up == null) {
            v.intoArray(y, i);
        } else {
            v.mul(FloatVector.fromArray(S, up, i)).intoArray(y, i);
        }
    }
}
