package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ActivationGradientKernel} on vectors; what is left is done by the plain one. */
final class VectorActivationGradientKernel implements ActivationGradientKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    // Constants for the reason given in VectorExp.
    private static final FloatVector ZERO = FloatVector.zero(S);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector BELL = FloatVector.broadcast(S, (float) (-0.5 / Math.log(2)));
    private static final FloatVector DENSITY =
            FloatVector.broadcast(S, (float) (1 / Math.sqrt(2 * Math.PI)));
    private static final float A = (float) (-2 * Math.sqrt(2 / Math.PI));
    private static final FloatVector ARGUMENT = FloatVector.broadcast(S, A);
    private static final FloatVector CUBIC = FloatVector.broadcast(S, 0.044715f * A);
    private static final FloatVector SLOPE = FloatVector.broadcast(S, -3 * 0.044715f * A);
    private static final FloatVector SLOPE_0 = FloatVector.broadcast(S, -A);

    private final ScalarActivationGradientKernel rest = new ScalarActivationGradientKernel();

    @Override
    public void silu(float[] x, float[] y, float[] slope, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector p = ONE.div(VectorExp.clamped(v.neg()).add(ONE));
            store(i, v, p, p.mul(ONE.sub(p)), y, slope);
        }
        rest.silu(x, y, slope, i, to);
    }

    @Override
    public void siluGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector p = ONE.div(VectorExp.clamped(v.neg()).add(ONE));
            storeGated(i, v, p, p.mul(ONE.sub(p)), up, dy, dx, dUp);
        }
        rest.siluGated(x, up, dy, dx, dUp, i, to);
    }

    @Override
    public void geluErf(float[] x, float[] y, float[] slope, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector bell = VectorExp.exp2(v.mul(v).mul(BELL));
            FloatVector tail = VectorErfc.normalTail(v.abs(), bell);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, ZERO);
            FloatVector p = ONE.sub(tail).blend(tail, negative);
            store(i, v, p, bell.mul(DENSITY), y, slope);
        }
        rest.geluErf(x, y, slope, i, to);
    }

    @Override
    public void geluErfGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector bell = VectorExp.exp2(v.mul(v).mul(BELL));
            FloatVector tail = VectorErfc.normalTail(v.abs(), bell);
            VectorMask<Float> negative = v.compare(VectorOperators.LT, ZERO);
            FloatVector p = ONE.sub(tail).blend(tail, negative);
            storeGated(i, v, p, bell.mul(DENSITY), up, dy, dx, dUp);
        }
        rest.geluErfGated(x, up, dy, dx, dUp, i, to);
    }

    @Override
    public void geluTanh(float[] x, float[] y, float[] slope, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector square = v.mul(v);
            FloatVector u = v.mul(square.fma(CUBIC, ARGUMENT));
            FloatVector p = ONE.div(VectorExp.clamped(u).add(ONE));
            FloatVector inner = square.fma(SLOPE, SLOPE_0);
            store(i, v, p, p.mul(ONE.sub(p)).mul(inner), y, slope);
        }
        rest.geluTanh(x, y, slope, i, to);
    }

    @Override
    public void geluTanhGated(
            float[] x, float[] up, float[] dy, float[] dx, float[] dUp, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            FloatVector square = v.mul(v);
            FloatVector u = v.mul(square.fma(CUBIC, ARGUMENT));
            FloatVector p = ONE.div(VectorExp.clamped(u).add(ONE));
            FloatVector inner = square.fma(SLOPE, SLOPE_0);
            storeGated(i, v, p, p.mul(ONE.sub(p)).mul(inner), up, dy, dx, dUp);
        }
        rest.geluTanhGated(x, up, dy, dx, dUp, i, to);
    }

    /** {@code act(x) = x P}, {@code act' = P + x P'}. */
    private static void store(
            int i, FloatVector x, FloatVector p, FloatVector dP, float[] y, float[] slope) {
        x.mul(p).intoArray(y, i);
        x.fma(dP, p).intoArray(slope, i);
    }

    private static void storeGated(
            int i,
            FloatVector x,
            FloatVector p,
            FloatVector dP,
            float[] up,
            float[] dy,
            float[] dx,
            float[] dUp) {
        FloatVector derivative = x.fma(dP, p);
        FloatVector dz = FloatVector.fromArray(S, dy, i);
        FloatVector factor = FloatVector.fromArray(S, up, i);
        dz.mul(x.mul(p)).intoArray(dUp, i);
        dz.mul(factor).mul(derivative).intoArray(dx, i);
    }
}
