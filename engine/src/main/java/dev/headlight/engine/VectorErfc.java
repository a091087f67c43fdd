package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The complement of the error function of a vector, which GELU and its gradient need. */
final class VectorErfc {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    // Constants for the reason given in VectorExp; the coefficients are halved.
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector SCALE =
            FloatVector.broadcast(S, (float) (0.3275911 * Math.sqrt(0.5)));
    private static final FloatVector A1 = halved(0.254829592);
    private static final FloatVector A2 = halved(-0.284496736);
    private static final FloatVector A3 = halved(1.421413741);
    private static final FloatVector A4 = halved(-1.453152027);
    private static final FloatVector A5 = halved(1.061405429);

    private VectorErfc() {}

    private static FloatVector halved(double coefficient) {
        return FloatVector.broadcast(S, (float) (0.5 * coefficient));
    }

    /**
     * {@code erfc(v / sqrt 2) / 2}, the share of a normal distribution beyond {@code v >= 0}, by 7.1.26 of Abramowitz and
     * Stegun; error below 1e-7.
     *
     * @param bell {@code e^(-v^2 / 2)}
     */
    static FloatVector normalTail(FloatVector v, FloatVector bell) {
        FloatVector t = ONE.div(v.fma(SCALE, ONE));
        FloatVector p = A5.fma(t, A4).fma(t, A3).fma(t, A2).fma(t, A1);
        return p.mul(t).mul(bell);
    }
}
