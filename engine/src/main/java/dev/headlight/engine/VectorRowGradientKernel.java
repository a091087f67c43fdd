package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowGradientKernel} on vectors; what is left of a row is done by itself. */
final class VectorRowGradientKernel implements RowGradientKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    /** Elements after which a sum of exponentials goes over to double precision. */
    private static final int PART = 1024;

    @Override
    public float weightedDot(
            float[] x,
            int xo,
            float shift,
            float[] dy,
            int yo,
            float[] gain,
            int n,
            float[] lanes,
            int lo) {
        FloatVector s = FloatVector.zero(S);
        FloatVector r = FloatVector.zero(S);
        int i = 0;
        for (; i + 2 * W <= n; i += 2 * W) {
            s =
                    FloatVector.fromArray(S, x, xo + i)
                            .sub(shift)
                            .fma(
                                    FloatVector.fromArray(S, dy, yo + i)
                                            .mul(FloatVector.fromArray(S, gain, i)),
                                    s);
            r =
                    FloatVector.fromArray(S, x, xo + i + W)
                            .sub(shift)
                            .fma(
                                    FloatVector.fromArray(S, dy, yo + i + W)
                                            .mul(FloatVector.fromArray(S, gain, i + W)),
                                    r);
        }
        // Stored, not handed on: the norm's backward pass is one large graph for C2, which stops
        // inlining
        // past 18,000 nodes, and a vector handed to a method that is left out is boxed.
        s.add(r).intoArray(lanes, lo);
        float sum = Lanes.sum(lanes, lo);
        for (; i < n; i++) {
            sum = Math.fma(x[xo + i] - shift, dy[yo + i] * gain[i], sum);
        }
        return sum;
    }

    @Override
    public void normalised(
            float[] x,
            int xo,
            float shift,
            float scale,
            float[] dy,
            int yo,
            float[] gain,
            int n,
            float constant,
            float slope,
            float[] dx,
            int to,
            boolean add,
            float[] sums,
            int go,
            int bo) {
        FloatVector minusSlope = FloatVector.broadcast(S, -slope);
        FloatVector minusConstant = FloatVector.broadcast(S, -constant);
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector away = FloatVector.fromArray(S, x, xo + i).sub(shift);
            FloatVector dz = FloatVector.fromArray(S, dy, yo + i);
            FloatVector z =
                    dz.mul(scale)
                            .fma(
                                    FloatVector.fromArray(S, gain, i),
                                    away.fma(minusSlope, minusConstant));
            // Two ends, as a vector that comes from either of two branches may be boxed.
            if (add) {
                z.add(FloatVector.fromArray(S, dx, to + i)).intoArray(dx, to + i);
            } else {
                z.intoArray(dx, to + i);
            }
            away.mul(scale).fma(dz, FloatVector.fromArray(S, sums, go + i)).intoArray(sums, go + i);
            if (bo >= 0) {
                dz.add(FloatVector.fromArray(S, sums, bo + i)).intoArray(sums, bo + i);
            }
        }
        for (; i < n; i++) {
            float away = x[xo + i] - shift;
            float dz = dy[yo + i];
            float z = scale * gain[i] * dz - constant - slope * away;
            dx[to + i] = add ? dx[to + i] + z : z;
            sums[go + i] += dz * away * scale;
            if (bo >= 0) {
                sums[bo + i] += dz;
            }
        }
    }

    @Override
    public double exp(float[] z, int o, int n, float max) {
        double sum = 0;
        int i = 0;
        FloatVector log2 = FloatVector.broadcast(S, (float) (1 / Math.log(2)));
        while (i + W <= n) {
            FloatVector s = FloatVector.zero(S);
            for (int end = Math.min(n, i + PART); i + W <= end; i += W) {
                FloatVector e =
                        VectorExp.exp2(FloatVector.fromArray(S, z, o + i).sub(max).mul(log2));
                e.intoArray(z, o + i);
                s = s.add(e);
            }
            sum += Lanes.sum(s);
        }
        for (; i < n; i++) {
            double e = Math.exp(z[o + i] - max);
            z[o + i] = (float) e;
            sum += e;
        }
        return sum;
    }

    @Override
    public void scale(float[] z, int o, int n, float by) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector.fromArray(S, z, o + i).mul(by).intoArray(z, o + i);
        }
        for (; i < n; i++) {
            z[o + i] *= by;
        }
    }
}
