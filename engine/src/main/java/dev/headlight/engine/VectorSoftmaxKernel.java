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

    @Override
    public void row(SoftmaxTile tile, int r, int keys) {
        float[] w = tile.weights;
        int o = tile.offset(r);
        int whole = Math.ceilDiv(keys, 2 * W) * 2 * W;
        Arrays.fill(w, o + keys, o + whole, NONE);
        float max = max(w, o, whole);
        float firstX = Math.max(w[o] - max, VectorExp.LEAST);
        w[o] = NONE; // the sums are of the other keys: taken off afterwards, a sink would leave no
        // digits
        exponentials(w, o, whole, max, tile.lanes);
        float rest = keys == 1 ? 0 : Lanes.sum(tile.lanes, 0);
        float restTimes = keys == 1 ? 0 : Lanes.sum(tile.lanes, W);
        w[o] = (float) Math.exp(firstX);
        Arrays.fill(w, o + keys, o + Math.max(tile.width, whole), 0f);
        tile.finish(r, keys, max, w[o], firstX, rest, restTimes);
    }

    /**
     * {@code w = e^(w - max)} in place, two vectors at a time; the lanes of {@code sum w} and of {@code sum w
     * ln w} into {@code lanes}.
     *
     * <p>The steps of {@link VectorExp#exp} are written out. C2 stops inlining where a method has grown too many nodes, and
     * a vector that is handed to a method left out is boxed, at twice the time; so it must stand alone, and it does: of
     * more than 325 bytecodes it is not inlined itself.
     */
    private static void exponentials(float[] w, int o, int whole, float max, float[] lanes) {
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
    }

    private static float max(float[] w, int o, int whole) {
        FloatVector m = FloatVector.fromArray(S, w, o);
        FloatVector n = m;
        int j = W;
        for (; j + W < whole; j += 2 * W) {
            m = greater(m, FloatVector.fromArray(S, w, o + j));
            n = greater(n, FloatVector.fromArray(S, w, o + j + W));
        }
        if (j < whole) {
            m = greater(m, FloatVector.fromArray(S, w, o + j));
        }
        return m.max(n).reduceLanes(VectorOperators.MAX);
    }

    /** {@code max} would care for NaN and negative zero, by five instructions instead of two. */
    private static FloatVector greater(FloatVector m, FloatVector x) {
        return m.blend(x, x.compare(VectorOperators.GT, m));
    }
}
