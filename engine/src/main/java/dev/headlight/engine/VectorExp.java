package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The exponential of a vector. */
final class VectorExp {

    /** The least argument that gives a normal number; smaller ones are to be raised to it. */
    static final float LEAST = -87;

    /** The greatest argument that gives a finite number. */
    static final float GREATEST = 88;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorExp() {}

    /**
     * {@code e^x} to 1 ulp for {@code LEAST <= x <= GREATEST}. Adding {@code 1.5 * 2^23} rounds {@code n = x / ln
     * 2} into the low bits of the mantissa, which shifted are the exponent; the rest {@code r = x - n ln 2}, with
     * {@code ln 2} in two parts, goes into a minimax polynomial (coefficients of the Cephes library).
     */
    static FloatVector exp(FloatVector x) {
        FloatVector t =
                x.fma(FloatVector.broadcast(S, 1.442695f), FloatVector.broadcast(S, 12582912f));
        FloatVector n = t.sub(12582912f);
        FloatVector r =
                n.fma(
                        FloatVector.broadcast(S, 2.1219444e-4f),
                        n.fma(FloatVector.broadcast(S, -0.6933594f), x));
        FloatVector p = FloatVector.broadcast(S, 1.9875691e-4f);
        p = p.fma(r, FloatVector.broadcast(S, 0.0013981999f));
        p = p.fma(r, FloatVector.broadcast(S, 0.008333452f));
        p = p.fma(r, FloatVector.broadcast(S, 0.041665796f));
        p = p.fma(r, FloatVector.broadcast(S, 0.16666666f));
        p = p.fma(r, FloatVector.broadcast(S, 0.5f));
        p = p.fma(r.mul(r), r).add(1f);
        return p.reinterpretAsInts()
                .add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }

    /** {@link #exp} of arguments brought into its range. */
    static FloatVector clamped(FloatVector x) {
        return exp(x.max(LEAST).min(GREATEST));
    }
}
