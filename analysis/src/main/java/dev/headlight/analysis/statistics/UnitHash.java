package dev.headlight.analysis.statistics;

import java.nio.charset.StandardCharsets;

/**
 * A unit's identity as 64 bits, the same on every machine and in every run: FNV-1a over the UTF-8 bytes
 * of its id (Fowler, Noll and Vo).
 */
public final class UnitHash {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private UnitHash() {}

    /** The hash of an id. */
    public static long of(String id) {
        long h = OFFSET_BASIS;
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * PRIME;
        }
        return h;
    }

    /** Which half of the units a unit belongs to, for figures that are fitted on one and tried on the other. */
    public static boolean firstHalf(String id) {
        return (SplitMix.mix(of(id)) & 1) == 0;
    }
}
