package dev.headlight.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What a core can do at most: twelve independent chains of fused multiply-adds that touch no memory. */
final class FmaCeiling {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int STEPS = 20_000;
    private static final int CHAINS = 12;

    private float seen;

    /** GFLOP/s of one thread. */
    double measure(Stopwatch watch) {
        double nanos = watch.best(() -> seen += chains(0.5f, 0.25f));
        if (Float.isNaN(seen)) {
            throw new IllegalStateException("the chains must converge");
        }
        return 2.0 * CHAINS * S.length() * STEPS / nanos;
    }

    /** {@code z = z x + y} of each chain; x and y stay in registers, so that 14 are enough. */
    private static float chains(float a, float b) {
        FloatVector x = FloatVector.broadcast(S, a);
        FloatVector y = FloatVector.broadcast(S, b);
        FloatVector z0 = y;
        FloatVector z1 = y;
        FloatVector z2 = y;
        FloatVector z3 = y;
        FloatVector z4 = y;
        FloatVector z5 = y;
        FloatVector z6 = y;
        FloatVector z7 = y;
        FloatVector z8 = y;
        FloatVector z9 = y;
        FloatVector zA = y;
        FloatVector zB = y;
        for (int i = 0; i < STEPS; i++) {
            z0 = z0.fma(x, y);
            z1 = z1.fma(x, y);
            z2 = z2.fma(x, y);
            z3 = z3.fma(x, y);
            z4 = z4.fma(x, y);
            z5 = z5.fma(x, y);
            z6 = z6.fma(x, y);
            z7 = z7.fma(x, y);
            z8 = z8.fma(x, y);
            z9 = z9.fma(x, y);
            zA = zA.fma(x, y);
            zB = zB.fma(x, y);
        }
        FloatVector left = z0.add(z1).add(z2.add(z3)).add(z4.add(z5));
        FloatVector right = z6.add(z7).add(z8.add(z9)).add(zA.add(zB));
        return left.add(right).lane(0);
    }
}
