package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link DropoutKernel} on vectors, the same mask to the bit; what is left is done by the plain one. */
final class VectorDropoutKernel implements DropoutKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> I = S.vectorShape().withLanes(int.class);
    private static final int W = Lanes.COUNT;
    private static final IntVector LANES = IntVector.zero(I).addIndex(1);

    private final ScalarDropoutKernel rest = new ScalarDropoutKernel();

    @Override
    public void apply(
            float[] x,
            float[] y,
            int from,
            int to,
            int first,
            int second,
            int dropped,
            float scale) {
        FloatVector zero = FloatVector.zero(S);
        int i = from;
        for (; i + W <= to; i += W) {
            IntVector h = mix(LANES.add(i).lanewise(VectorOperators.XOR, first));
            h = mix(h.lanewise(VectorOperators.XOR, second)).lanewise(VectorOperators.LSHR, 8);
            VectorMask<Float> keep = h.compare(VectorOperators.GE, dropped).cast(S);
            zero.blend(FloatVector.fromArray(S, x, i).mul(scale), keep).intoArray(y, i);
        }
        rest.apply(x, y, i, to, first, second, dropped, scale);
    }

    private static IntVector mix(IntVector h) {
        IntVector g = h.lanewise(VectorOperators.XOR, h.lanewise(VectorOperators.LSHR, 16));
        g = g.mul(0x7feb352d);
        g = g.lanewise(VectorOperators.XOR, g.lanewise(VectorOperators.LSHR, 15));
        g = g.mul(0x846ca68b);
        return g.lanewise(VectorOperators.XOR, g.lanewise(VectorOperators.LSHR, 16));
    }
}
