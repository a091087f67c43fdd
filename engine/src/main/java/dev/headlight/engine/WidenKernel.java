package dev.headlight.engine;

/** Stored numbers to floats, from arrays: {@code n} elements, or whole blocks of 32, to {@code d[o ..]}. */
interface WidenKernel {

    void bf16(short[] s, int n, float[] d, int o);

    /** Blocks of {@link StorageType#Q8_0}. */
    void q8(byte[] s, int blocks, float[] d, int o);

    /**
     * Blocks of {@link StorageType#Q4_0} or {@link StorageType#Q4_1}. A byte holds element i low and element i
     * + 16 high.
     */
    void q4(byte[] s, int blocks, boolean hasMinimum, float[] d, int o);

    /** The compiler makes vectors of this loop by itself. */
    default void f16(short[] s, int n, float[] d, int o) {
        for (int i = 0; i < n; i++) {
            d[o + i] = Float.float16ToFloat(s[i]);
        }
    }

    /** The half-precision number at {@code s[at]}, little-endian. */
    static float half(byte[] s, int at) {
        return Float.float16ToFloat((short) (s[at] & 0xff | s[at + 1] << 8));
    }
}
