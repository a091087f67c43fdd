package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AdamKernel} on vectors; what is left is done by the plain one. */
final class VectorAdamKernel implements AdamKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int W = Lanes.COUNT;

    private final ScalarAdamKernel rest = new ScalarAdamKernel();

    @Override
    public void step(
            float[] values,
            float[] gradient,
            float[] mean,
            float[] square,
            AdamStep.Factors f,
            int from,
            int to) {
        float meanShare = f.meanShare();
        float squareKeep = f.squareKeep();
        float squareShare = f.squareShare();
        float rootScale = f.rootScale();
        float epsilon = f.epsilon();
        float keep = f.keep();
        float rate = f.rate();
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector g = FloatVector.fromArray(S, gradient, i);
            FloatVector m = FloatVector.fromArray(S, mean, i);
            FloatVector s = FloatVector.fromArray(S, square, i);
            m = m.add(g.sub(m).mul(meanShare));
            s = s.mul(squareKeep).add(g.mul(squareShare).mul(g));
            m.intoArray(mean, i);
            s.intoArray(square, i);
            FloatVector change = m.mul(rate).div(s.sqrt().mul(rootScale).add(epsilon));
            FloatVector.fromArray(S, values, i).mul(keep).sub(change).intoArray(values, i);
        }
        rest.step(values, gradient, mean, square, f, i, to);
    }
}
