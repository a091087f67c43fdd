package dev.headlight.engine;

/** Lets a report say which inner loops are in use, and a benchmark time the innermost by itself. */
public final class KernelProbe {

    private static final int DEPTH = 256;

    private final float[] a = new float[DEPTH * Kernels.TILE.rows()];
    private final float[] b = new float[DEPTH * Kernels.TILE.cols()];
    private final float[] c = new float[Kernels.TILE.rows() * Kernels.TILE.cols()];

    /** The inner loops in use, as in "8 lanes, tile 6x16". */
    public static String description() {
        return Kernels.description();
    }

    /**
     * Multiplies, {@code times} over, operands that lie packed in the first-level cache; returns the number of
     * floating-point operations. A machine that does this well below its limit spills a register of the kernel.
     */
    public double multiplyInCache(int times) {
        for (int i = 0; i < times; i++) {
            Kernels.TILE.multiply(DEPTH, a, 0, b, 0, c, 0, Kernels.TILE.cols(), false);
        }
        return 2.0 * times * DEPTH * c.length;
    }
}
