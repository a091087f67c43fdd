package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** {@link RowKernel} on vectors; what is left of a row is done by itself. */
final class VectorRowKernel implements RowKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    /** Elements after which a sum of exponentials goes over to double precision. */
    private static final int PART = 1024;

    private static final VectorShuffle<Float> SWAP = VectorShuffle.fromOp(S, i -> i ^ 1);
    private static final VectorShuffle<Float> TWICE_LOW = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorShuffle<Float> TWICE_HIGH =
            VectorShuffle.fromOp(S, i -> (i + W) / 2);
    private static final VectorMask<Float> EVEN = VectorMask.fromLong(S, 0x5555L & ((1L << W) - 1));

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + 4 * W <= n; i += 4 * W) {
            int x = ao + i;
            int y = bo + i;
            s0 = FloatVector.fromArray(S, a, x).fma(FloatVector.fromArray(S, b, y), s0);
            s1 = FloatVector.fromArray(S, a, x + W).fma(FloatVector.fromArray(S, b, y + W), s1);
            s2 =
                    FloatVector.fromArray(S, a, x + 2 * W)
                            .fma(FloatVector.fromArray(S, b, y + 2 * W), s2);
            s3 =
                    FloatVector.fromArray(S, a, x + 3 * W)
                            .fma(FloatVector.fromArray(S, b, y + 3 * W), s3);
        }
        for (; i + W <= n; i += W) {
            s0 = FloatVector.fromArray(S, a, ao + i).fma(FloatVector.fromArray(S, b, bo + i), s0);
        }
        float sum = Lanes.sum(s0.add(s1).add(s2.add(s3)));
        for (; i < n; i++) {
            sum = Math.fma(a[ao + i], b[bo + i], sum);
        }
        return sum;
    }

    @Override
    public void addScaled(float a, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector by = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector.fromArray(S, x, xo + i)
                    .fma(by, FloatVector.fromArray(S, y, yo + i))
                    .intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] = Math.fma(x[xo + i], a, y[yo + i]);
        }
    }

    @Override
    public float sum(float[] x, int xo, int n) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + W <= n; i += W) {
            s = s.add(FloatVector.fromArray(S, x, xo + i));
        }
        float sum = Lanes.sum(s);
        for (; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public float squares(float[] x, int xo, int n, float shift) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector away = FloatVector.fromArray(S, x, xo + i).sub(shift);
            s = away.fma(away, s);
        }
        float sum = Lanes.sum(s);
        for (; i < n; i++) {
            float away = x[xo + i] - shift;
            sum = Math.fma(away, away, sum);
        }
        return sum;
    }

    @Override
    public void normalise(
            float[] x,
            int xo,
            int n,
            float shift,
            float scale,
            float[] weight,
            float @Nullable [] bias,
            float[] y,
            int yo) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector z =
                    FloatVector.fromArray(S, x, xo + i)
                            .sub(shift)
                            .mul(scale)
                            .mul(FloatVector.fromArray(S, weight, i));
            // Two ends, as a vector that comes from either of two branches may be boxed.
            if (bias != null) {
                z.add(FloatVector.fromArray(S, bias, i)).intoArray(y, yo + i);
            } else {
                z.intoArray(y, yo + i);
            }
        }
        for (; i < n; i++) {
            float z = (x[xo + i] - shift) * scale * weight[i];
            y[yo + i] = bias == null ? z : z + bias[i];
        }
    }

    @Override
    public float max(float[] x, int xo, int n) {
        float max = x[xo];
        int i = 0;
        if (n >= W) {
            FloatVector m = FloatVector.fromArray(S, x, xo);
            for (; i + W <= n; i += W) {
                m = m.max(FloatVector.fromArray(S, x, xo + i));
            }
            max = m.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    @Override
    public double sumExp(float[] x, int xo, int n, float max) {
        double sum = 0;
        int i = 0;
        while (i + W <= n) {
            FloatVector s = FloatVector.zero(S);
            for (int end = Math.min(n, i + PART); i + W <= end; i += W) {
                s = s.add(VectorExp.clamped(FloatVector.fromArray(S, x, xo + i).sub(max)));
            }
            sum += Lanes.sum(s);
        }
        for (; i < n; i++) {
            sum += Math.exp(x[xo + i] - max);
        }
        return sum;
    }

    @Override
    public void rotateHalves(float[] x, int o, int n, float[] cos, float[] sin, int at) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector a = FloatVector.fromArray(S, x, o + i);
            FloatVector b = FloatVector.fromArray(S, x, o + n + i);
            FloatVector c = FloatVector.fromArray(S, cos, at + i);
            FloatVector s = FloatVector.fromArray(S, sin, at + i);
            a.mul(c).sub(b.mul(s)).intoArray(x, o + i);
            b.mul(c).add(a.mul(s)).intoArray(x, o + n + i);
        }
        for (; i < n; i++) {
            float a = x[o + i];
            float b = x[o + n + i];
            x[o + i] = a * cos[at + i] - b * sin[at + i];
            x[o + n + i] = b * cos[at + i] + a * sin[at + i];
        }
    }

    /** A vector of cosines serves two vectors of pairs. */
    @Override
    public void rotateAdjacent(float[] x, int o, int n, float[] cos, float[] sin, int at) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector c = FloatVector.fromArray(S, cos, at + i);
            FloatVector s = FloatVector.fromArray(S, sin, at + i);
            FloatVector v = FloatVector.fromArray(S, x, o + 2 * i);
            FloatVector w = FloatVector.fromArray(S, x, o + 2 * i + W);
            FloatVector turned = v.rearrange(SWAP).mul(s.rearrange(TWICE_LOW));
            v.mul(c.rearrange(TWICE_LOW))
                    .add(turned.blend(turned.neg(), EVEN))
                    .intoArray(x, o + 2 * i);
            turned = w.rearrange(SWAP).mul(s.rearrange(TWICE_HIGH));
            w.mul(c.rearrange(TWICE_HIGH))
                    .add(turned.blend(turned.neg(), EVEN))
                    .intoArray(x, o + 2 * i + W);
        }
        for (; i < n; i++) {
            float a = x[o + 2 * i];
            float b = x[o + 2 * i + 1];
            x[o + 2 * i] = a * cos[at + i] - b * sin[at + i];
            x[o + 2 * i + 1] = b * cos[at + i] + a * sin[at + i];
        }
    }
}
