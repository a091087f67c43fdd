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
            throw new IllegalStateException("the sums must be finite");
        }
        return 2.0 * CHAINS * S.length() * STEPS / nanos;
    }

    /** {@code z = x y + z} of each chain; {@code z = z x + y} would need a copy and be slower. */
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
            z0 = x.fma(y, z0);
            z1 = x.fma(y, z1);
            z2 = x.fma(y, z2);
            z3 = x.fma(y, z3);
            z4 = x.fma(y, z4);
            z5 = x.fma(y, z5);
            z6 = x.fma(y, z6);
            z7 = x.fma(y, z7);
            z8 = x.fma(y, z8);
            z9 = x.fma(y, z9);
            zA = x.fma(y, zA);
            zB = x.fma(y, zB);
        }
        FloatVector left = z0.add(z1).add(z2.add(z3)).add(z4.add(z5));
        FloatVector right = z6.add(z7).add(z8.add(z9)).add(zA.add(zB));
        return left.add(right).lane(0);
    }
}
