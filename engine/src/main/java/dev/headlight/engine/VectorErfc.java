package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The complement of the error function of a vector, which GELU and its gradient need. */
final class VectorErfc {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorErfc() {}

    /**
     * {@code erfc(z) / 2} for {@code z >= 0} by 7.1.26 of Abramowitz and Stegun; error below 1e-7.
     *
     * @param bell {@code e^(-z^2)}
     */
    static FloatVector half(FloatVector z, FloatVector bell) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        FloatVector t = one.div(z.fma(FloatVector.broadcast(S, 0.3275911f), one));
        FloatVector p = FloatVector.broadcast(S, (float) (0.5 * 1.061405429));
        p = p.fma(t, FloatVector.broadcast(S, (float) (0.5 * -1.453152027)));
        p = p.fma(t, FloatVector.broadcast(S, (float) (0.5 * 1.421413741)));
        p = p.fma(t, FloatVector.broadcast(S, (float) (0.5 * -0.284496736)));
        p = p.fma(t, FloatVector.broadcast(S, (float) (0.5 * 0.254829592)));
        return p.mul(t).mul(bell);
    }
}
