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

    /** The bits of {@code 1.5 * 2^23 - 126}. */
    private static final int LEAST_EXPONENT = 0x4b400000 - 126;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    // (ln 2)^k / k!
    private static final FloatVector POWER_0 = FloatVector.broadcast(S, 1f);
    private static final FloatVector POWER_1 = FloatVector.broadcast(S, 0.6931472f);
    private static final FloatVector POWER_2 = FloatVector.broadcast(S, 0.2402265f);
    private static final FloatVector POWER_3 = FloatVector.broadcast(S, 0.05550411f);
    private static final FloatVector POWER_4 = FloatVector.broadcast(S, 0.009618129f);
    private static final FloatVector POWER_5 = FloatVector.broadcast(S, 0.0013333558f);
    private static final FloatVector POWER_6 = FloatVector.broadcast(S, 1.540353e-4f);

    // Constants, not broadcasts where they are used: each of those grows the compiler's graph by
    // some hundred
    // nodes, and past 18,000 it stops inlining and boxes vectors.
    private static final FloatVector BY_LN_2 = FloatVector.broadcast(S, 1.442695f);
    private static final FloatVector ROUND = FloatVector.broadcast(S, 12582912f);
    private static final FloatVector LN_2_HIGH = FloatVector.broadcast(S, -0.6933594f);
    private static final FloatVector LN_2_LOW = FloatVector.broadcast(S, 2.1219444e-4f);
    private static final FloatVector C5 = FloatVector.broadcast(S, 1.9875691e-4f);
    private static final FloatVector C4 = FloatVector.broadcast(S, 0.0013981999f);
    private static final FloatVector C3 = FloatVector.broadcast(S, 0.008333452f);
    private static final FloatVector C2 = FloatVector.broadcast(S, 0.041665796f);
    private static final FloatVector C1 = FloatVector.broadcast(S, 0.16666666f);
    private static final FloatVector C0 = FloatVector.broadcast(S, 0.5f);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1f);
    private static final FloatVector LOWEST = FloatVector.broadcast(S, LEAST);
    private static final FloatVector HIGHEST = FloatVector.broadcast(S, GREATEST);

    private VectorExp() {}

    /**
     * {@code e^x} to 1 ulp for {@code LEAST <= x <= GREATEST}. Adding {@code 1.5 * 2^23} rounds {@code n = x / ln
     * 2} into the low bits of the mantissa, which shifted are the exponent; the rest {@code r = x - n ln 2}, with
     * {@code ln 2} in two parts, goes into a minimax polynomial (coefficients of the Cephes library).
     */
    static FloatVector exp(FloatVector x) {
        FloatVector t = x.fma(BY_LN_2, ROUND);
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(LN_2_LOW, n.fma(LN_2_HIGH, x));
        FloatVector p = C5.fma(r, C4).fma(r, C3).fma(r, C2).fma(r, C1).fma(r, C0);
        return p.fma(r.mul(r), r)
                .add(ONE)
                .reinterpretAsInts()
                .add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }

    /**
     * The argument, or {@link #LEAST} where it is smaller. {@code max} would care for negative zero too, by five
     * instructions instead of two.
     */
    static FloatVector raised(FloatVector x) {
        return x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
    }

    /** {@link #exp} of arguments brought into its range. */
    static FloatVector clamped(FloatVector x) {
        return exp(raised(x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST))));
    }

    /**
     * {@code 2^x} to 2 ulp for {@code -126 <= x <= 127}, and below {@code 2^-100} for all x below. As {@link #exp} with
     * {@code r = x - n}, for which Taylor's polynomial serves; the exponent is held at its least as an integer, so
     * nothing has to be compared.
     */
    static FloatVector exp2(FloatVector x) {
        FloatVector t = x.add(ROUND);
        FloatVector r = x.sub(t.sub(ROUND));
        FloatVector p = POWER_6.fma(r, POWER_5);
        p = p.fma(r, POWER_4);
        p = p.fma(r, POWER_3);
        p = p.fma(r, POWER_2);
        p = p.fma(r, POWER_1);
        p = p.fma(r, POWER_0);
        return p.reinterpretAsInts()
                .add(
                        t.reinterpretAsInts()
                                .lanewise(VectorOperators.MAX, LEAST_EXPONENT)
                                .lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }
}
