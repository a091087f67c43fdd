package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** {@link ActivationGradientKernel} on vectors; what is left is done by the plain one. */
final class VectorActivationGradientKernel implements ActivationGradientKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    // Constants for the reason given in VectorExp.
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector ROOT_HALF = FloatVector.broadcast(S, (float) Math.sqrt(0.5));
    private static final FloatVector BELL = FloatVector.broadcast(S, (float) (-0.5 / Math.log(2)));
    private static final FloatVector DENSITY =
            FloatVector.broadcast(S, (float) (1 / Math.sqrt(2 * Math.PI)));
    private static final FloatVector CUBIC = FloatVector.broadcast(S, 0.044715f);
    private static final float A = (float) (-2 * Math.sqrt(2 / Math.PI));
    private static final FloatVector ARGUMENT = FloatVector.broadcast(S, A);
    private static final FloatVector SLOPE = FloatVector.broadcast(S, -3 * 0.044715f * A);

    private final ScalarActivationGradientKernel rest = new ScalarActivationGradientKernel();

    @Override
    public void silu(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector p = ONE.div(VectorExp.clamped(v.neg()).add(ONE));
            store(i, v, p, p.mul(ONE.sub(p)), up, dy, dx, dUp);
        }
        rest.silu(x, up, dy, dx, dUp, i, to);
    }

    @Override
    public void geluErf(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector bell = VectorExp.exp2(v.mul(v).mul(BELL));
            FloatVector tail = VectorErfc.half(v.abs().mul(ROOT_HALF), bell);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, ZERO);
            FloatVector p = ONE.sub(tail).blend(tail, negative);
            store(i, v, p, bell.mul(DENSITY), up, dy, dx, dUp);
        }
        rest.geluErf(x, up, dy, dx, dUp, i, to);
    }

    @Override
    public void geluTanh(
            float[] x,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp,
            int from,
            int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector square = v.mul(v);
            FloatVector u = v.mul(ARGUMENT).mul(square.fma(CUBIC, ONE));
            FloatVector p = ONE.div(VectorExp.clamped(u).add(ONE));
            FloatVector inner = square.mul(SLOPE).sub(ARGUMENT);
            store(i, v, p, p.mul(ONE.sub(p)).mul(inner), up, dy, dx, dUp);
        }
        rest.geluTanh(x, up, dy, dx, dUp, i, to);
    }

    /** {@code act(x) = x P}, {@code act' = P + x slope}. */
    private static void store(
            int i,
            FloatVector x,
            FloatVector p,
            FloatVector slope,
            float @Nullable [] up,
            float[] dy,
            float[] dx,
            float @Nullable [] dUp) {
        FloatVector derivative = x.fma(slope, p);
        FloatVector dz = FloatVector.fromArray(S, dy, i);
        // Two ends, as a vector that comes from either of two branches may be boxed.
        if (up == null || dUp == null) {
            dz.mul(derivative).intoArray(dx, i);
        } else {
            FloatVector factor = FloatVector.fromArray(S, up, i);
            dz.mul(x.mul(p)).intoArray(dUp, i);
            dz.mul(factor).mul(derivative).intoArray(dx, i);
        }
    }
}
