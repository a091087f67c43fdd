package dev.headlight.engine;

/**
 * How wide the vectors of the kernels are here. Sums are taken lane by lane, so two machines agree to the last
 * bit where they agree in this, and to the precision of floats where they do not.
 */
public final class VectorWidth {

    private VectorWidth() {}

    /** Bits of a vector: 128, 256 or 512. */
    public static int bits() {
        return Lanes.COUNT * Float.SIZE;
    }
}
