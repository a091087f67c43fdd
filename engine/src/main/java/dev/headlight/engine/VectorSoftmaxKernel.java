package dev.headlight.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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

    /**
     * Largest scores, then {@code w = e^(w - max)} in place with the lanes of {@code sum w} and of {@code sum w ln w},
     * two vectors at a time. The largest of all rows come first: the last steps to it are a chain of some dozens of
     * cycles, which then pass while the next row is read.
     *
     * <p>It is one method on purpose. C2 stops inlining where a method has grown too many nodes, and a vector that is
     * handed to a method left out is boxed, at twice the time; so this must stand alone, and it does: of more than 325
     * bytecodes it is not inlined itself.
     */
    @Override
    public void rows(SoftmaxTile tile) {
        float[] w = tile.weights;
        float[] lanes = tile.lanes;
        for (int r = 0; r < tile.rows; r++) {
            int o = tile.offset(r);
            int keys = tile.keys[r];
            int whole = Math.ceilDiv(keys, 2 * W) * 2 * W;
            Arrays.fill(w, o + keys, o + whole, NONE);
            FloatVector m = FloatVector.fromArray(S, w, o);
            FloatVector n = m;
            for (int j = o; j < o + whole; j += 2 * W) {
                // max() would care for NaN and negative zero, by five instructions instead of two
                FloatVector x = FloatVector.fromArray(S, w, j);
                FloatVector y = FloatVector.fromArray(S, w, j + W);
                m = m.blend(x, x.compare(VectorOperators.GT, m));
                n = n.blend(y, y.compare(VectorOperators.GT, n));
            }
            tile.max[r] = m.max(n).reduceLanes(VectorOperators.MAX);
        }
        for (int r = 0; r < tile.rows; r++) {
            int o = tile.offset(r);
            int keys = tile.keys[r];
            int whole = Math.ceilDiv(keys, 2 * W) * 2 * W;
            float max = tile.max[r];
            float firstX = Math.max(w[o] - max, VectorExp.LEAST);
            w[o] = NONE; // the sums are of the other keys: taken off afterwards, a sink would
            // leave no digits
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = sum0;
            FloatVector times0 = sum0;
            FloatVector times1 = sum0;
            for (int j = o; j < o + whole; j += 2 * W) {
                FloatVector x0 = FloatVector.fromArray(S, w, j).sub(max);
                FloatVector x1 = FloatVector.fromArray(S, w, j + W).sub(max);
                x0 = VectorExp.raised(x0);
                x1 = VectorExp.raised(x1);
                FloatVector p0 = VectorExp.exp(x0);
                FloatVector p1 = VectorExp.exp(x1);
                p0.intoArray(w, j);
                p1.intoArray(w, j + W);
                sum0 = sum0.add(p0);
                sum1 = sum1.add(p1);
                times0 = p0.fma(x0, times0);
                times1 = p1.fma(x1, times1);
            }
            sum0.add(sum1).intoArray(lanes, 0);
            times0.add(times1).intoArray(lanes, W);
            float rest = keys == 1 ? 0 : Lanes.sum(lanes, 0);
            float restTimes = keys == 1 ? 0 : Lanes.sum(lanes, W);
            w[o] = (float) Math.exp(firstX);
            Arrays.fill(w, o + keys, o + Math.max(tile.width, whole), 0f);
            tile.finish(r, w[o], firstX, rest, restTimes);
        }
    }
}
