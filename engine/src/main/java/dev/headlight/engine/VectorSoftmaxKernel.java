package dev.headlight.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SoftmaxKernel} on vectors. The sums ride in the loop of the exponentials: of the weights, and of weight
 * times score, which gives the entropy. Few vectors are carried round the loop, as those beyond the registers
 * would be spilled.
 */
final class VectorSoftmaxKernel implements SoftmaxKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;
    private static final float NONE = -1e30f;
    private static final VectorMask<Float> FIRST_LANE = VectorMask.fromLong(S, 1);

    @Override
    public void row(SoftmaxTile tile, int r, int keys) {
        float[] w = tile.weights;
        int o = tile.offset(r);
        int whole = Math.ceilDiv(keys, W) * W;
        for (int j = keys; j < whole; j++) {
            w[o + j] = NONE;
        }
        float max = max(w, o, whole);
        float firstX = Math.max(w[o] - max, VectorExp.LEAST);
        FloatVector top = FloatVector.broadcast(S, max);
        FloatVector x = FloatVector.fromArray(S, w, o).sub(top).max(VectorExp.LEAST);
        FloatVector p = VectorExp.exp(x);
        p.intoArray(w, o);
        FloatVector sum = p.blend(0f, FIRST_LANE);
        FloatVector times = sum.mul(x);
        for (int j = W; j < whole; j += W) {
            x = FloatVector.fromArray(S, w, o + j).sub(top).max(VectorExp.LEAST);
            p = VectorExp.exp(x);
            p.intoArray(w, o + j);
            sum = sum.add(p);
            times = p.fma(x, times);
        }
        float rest = keys == 1 ? 0 : Lanes.sum(sum);
        Arrays.fill(w, o + keys, o + Math.max(tile.width, whole), 0f);
        tile.finish(r, keys, max, w[o], firstX, rest, Lanes.sum(times));
    }

    private static float max(float[] w, int o, int whole) {
        FloatVector m = FloatVector.fromArray(S, w, o);
        FloatVector n = m;
        int j = W;
        for (; j + W < whole; j += 2 * W) {
            m = m.max(FloatVector.fromArray(S, w, o + j));
            n = n.max(FloatVector.fromArray(S, w, o + j + W));
        }
        if (j < whole) {
            m = m.max(FloatVector.fromArray(S, w, o + j));
        }
        return m.max(n).reduceLanes(VectorOperators.MAX);
    }
}
