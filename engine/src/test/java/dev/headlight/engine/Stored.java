package dev.headlight.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * A random weight matrix in a storage type, and what its elements are, found element by element from the bytes as
 * the format's description says and not by the code under test.
 */
record Stored(WeightMatrix matrix, float[] elements) {

    /** {@code [rows][cols]} in memory outside the heap, which the collector frees. */
    static Stored random(StorageType type, int rows, int cols, long seed) {
        var random = new SplittableRandom(seed);
        int n = rows * cols;
        byte[] bytes = new byte[(int) type.bytes(n)];
        random.nextBytes(bytes);
        int size = type.blockBytes();
        for (int b = 0; b < bytes.length / size; b++) {
            switch (type) {
                case F32 -> putFloat(bytes, b * size, random.nextFloat() - 0.5f);
                case F16 -> putHalf(bytes, b * size, random.nextFloat() - 0.5f);
                case BF16 -> {
                    int bits = Float.floatToRawIntBits(random.nextFloat() - 0.5f);
                    bytes[b * size] = (byte) (bits >> 16);
                    bytes[b * size + 1] = (byte) (bits >> 24);
                }
                case Q8_0 -> putHalf(bytes, b * size, (random.nextFloat() - 0.5f) / 100);
                case Q4_0 -> putHalf(bytes, b * size, (random.nextFloat() - 0.5f) / 10);
                case Q4_1 -> {
                    putHalf(bytes, b * size, (random.nextFloat() - 0.5f) / 10);
                    putHalf(bytes, b * size + 2, random.nextFloat() - 0.5f);
                }
            }
        }
        float[] elements = new float[n];
        for (int i = 0; i < n; i++) {
            elements[i] = element(type, bytes, i);
        }
        MemorySegment segment = segment(bytes);
        return new Stored(WeightMatrix.ofSegment(type, segment, rows, cols), elements);
    }

    static MemorySegment segment(byte[] bytes) {
        MemorySegment segment = Arena.ofAuto().allocate(bytes.length, 8);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    private static void putFloat(byte[] bytes, int at, float x) {
        int bits = Float.floatToRawIntBits(x);
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (bits >> 8 * i);
        }
    }

    private static void putHalf(byte[] bytes, int at, float x) {
        short bits = Float.floatToFloat16(x);
        bytes[at] = (byte) bits;
        bytes[at + 1] = (byte) (bits >> 8);
    }

    private static int unsigned(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    /** Half precision by its definition: sign, 5 bits of exponent with bias 15, 10 bits of mantissa. */
    private static double half(byte[] bytes, int at) {
        int bits = unsigned(bytes, at) + 256 * unsigned(bytes, at + 1);
        int exponent = bits / 1024 % 32;
        int mantissa = bits % 1024;
        double size =
                exponent == 0
                        ? mantissa * Math.pow(2, -24)
                        : exponent == 31
                                ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                                : (1024 + mantissa) * Math.pow(2, exponent - 25);
        return bits >= 32768 ? -size : size;
    }

    /** Element {@code i} of the stored bytes. */
    static float element(StorageType type, byte[] bytes, int i) {
        int block = i / 32;
        int inBlock = i % 32;
        return switch (type) {
            case F32 ->
                    Float.intBitsToFloat(
                            unsigned(bytes, 4 * i)
                                    | unsigned(bytes, 4 * i + 1) << 8
                                    | unsigned(bytes, 4 * i + 2) << 16
                                    | unsigned(bytes, 4 * i + 3) << 24);
            case F16 -> (float) half(bytes, 2 * i);
            case BF16 ->
                    Float.intBitsToFloat(
                            unsigned(bytes, 2 * i) << 16 | unsigned(bytes, 2 * i + 1) << 24);
            case Q8_0 -> (float) (half(bytes, 34 * block) * bytes[34 * block + 2 + inBlock]);
            case Q4_0 ->
                    (float)
                            (half(bytes, 18 * block)
                                    * (nibble(bytes, 18 * block + 2, inBlock) - 8));
            case Q4_1 ->
                    (float)
                            (half(bytes, 20 * block) * nibble(bytes, 20 * block + 4, inBlock)
                                    + half(bytes, 20 * block + 2));
        };
    }

    private static int nibble(byte[] bytes, int at, int i) {
        return i < 16 ? unsigned(bytes, at + i) % 16 : unsigned(bytes, at + i - 16) / 16;
    }
}
