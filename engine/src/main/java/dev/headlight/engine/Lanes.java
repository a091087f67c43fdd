package dev.headlight.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors in use, as constants so that the compiler sees their length: what the machine prefers, or what
 * the system property {@code headlight.lanes} (4, 8 or 16) says for a test.
 */
final class Lanes {

    static final VectorSpecies<Float> FLOATS = choose();
    static final int COUNT = FLOATS.length();

    /** The most that {@link #COUNT} is on any machine: room for a vector. */
    static final int MOST = 16;

    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);

    private Lanes() {}

    private static VectorSpecies<Float> choose() {
        return switch (Integer.getInteger(
                "headlight.lanes", FloatVector.SPECIES_PREFERRED.length())) {
            case 2, 4 -> FloatVector.SPECIES_128;
            case 8 -> FloatVector.SPECIES_256;
            default ->
                    FloatVector.SPECIES_512; // MOST; the longest that AttentionTile.PADDING allows
        };
    }

    private static VectorShuffle<Float> rotation(int by) {
        return VectorShuffle.fromOp(FLOATS, i -> (i + by) % COUNT);
    }

    /**
     * The sum of the lanes, always in the same order; {@code reduceLanes} promises none, and takes another in
     * interpreted than in compiled code.
     */
    static float sum(FloatVector v) {
        FloatVector s = v;
        if (COUNT >= 16) {
            s = s.add(s.rearrange(BY_8));
        }
        if (COUNT >= 8) {
            s = s.add(s.rearrange(BY_4));
        }
        // Lanes, not two rotations more: those are thousands of nodes of the compiler's graph,
        // which has
        // an end.
        return (s.lane(0) + s.lane(2)) + (s.lane(1) + s.lane(3));
    }

    /** The same of a vector that has been stored at {@code v[o ..]}. */
    static float sum(float[] v, int o) {
        return (quarter(v, o) + quarter(v, o + 2)) + (quarter(v, o + 1) + quarter(v, o + 3));
    }

    /** The sum of every fourth lane. */
    private static float quarter(float[] v, int o) {
        if (COUNT >= 16) {
            return (v[o] + v[o + 8]) + (v[o + 4] + v[o + 12]);
        }
        return COUNT >= 8 ? v[o] + v[o + 4] : v[o];
    }
}
