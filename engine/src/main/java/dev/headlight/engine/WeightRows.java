package dev.headlight.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads rows of a stored weight matrix as floats: embedding look-up, and widening for a product. */
public final class WeightRows {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private WeightRows() {}

    /** {@code out[outOffset + c] = W[row][c]} for all columns. */
    public static void read(WeightMatrix w, int row, float[] out, int outOffset) {
        read(w, row, 0, w.cols(), out, outOffset);
    }

    /**
     * {@code out[outOffset + e] = W[row][col + e]} for {@code 0 <= e < count}. Of a quantised matrix, {@code
     * col} and {@code count} are whole blocks.
     */
    static void read(WeightMatrix w, int row, int col, int count, float[] out, int outOffset) {
        if (row < 0 || row >= w.rows()) {
            throw new IndexOutOfBoundsException("row " + row + " of " + w.rows());
        }
        long first = w.offset() + (long) row * w.rowStep() + (long) col * w.colStep();
        float[] heap = w.heap();
        MemorySegment s = w.segment();
        if (heap != null) {
            for (int e = 0; e < count; e++) {
                out[outOffset + e] = heap[(int) first + e * w.colStep()];
            }
        } else if (s != null) {
            switch (w.type()) {
                case F32 -> {
                    for (int e = 0; e < count; e++) {
                        out[outOffset + e] = s.get(FLOAT, 4 * (first + (long) e * w.colStep()));
                    }
                }
                case F16 -> {
                    for (int e = 0; e < count; e++) {
                        out[outOffset + e] = half(s, 2 * (first + (long) e * w.colStep()));
                    }
                }
                case BF16 -> {
                    for (int e = 0; e < count; e++) {
                        int bits = s.get(SHORT, 2 * (first + (long) e * w.colStep()));
                        out[outOffset + e] = Float.intBitsToFloat(bits << 16);
                    }
                }
                case Q8_0, Q4_0, Q4_1 -> {
                    long at = first / 32 * w.type().blockBytes();
                    for (int e = 0; e < count; e += 32, at += w.type().blockBytes()) {
                        block(w.type(), s, at, out, outOffset + e);
                    }
                }
            }
        }
    }

    /** One block of 32 elements. A byte of a four-bit type holds element i low and element i + 16 high. */
    private static void block(StorageType type, MemorySegment s, long at, float[] out, int o) {
        float scale = half(s, at);
        if (type == StorageType.Q8_0) {
            for (int i = 0; i < 32; i++) {
                out[o + i] = scale * s.get(ValueLayout.JAVA_BYTE, at + 2 + i);
            }
        } else {
            boolean hasMinimum = type == StorageType.Q4_1;
            float minimum = hasMinimum ? half(s, at + 2) : 0;
            int zero = hasMinimum ? 0 : 8;
            long from = at + (hasMinimum ? 4 : 2);
            for (int i = 0; i < 16; i++) {
                int q = s.get(ValueLayout.JAVA_BYTE, from + i);
                out[o + i] = scale * ((q & 15) - zero) + minimum;
                out[o + i + 16] = scale * ((q >> 4 & 15) - zero) + minimum;
            }
        }
    }

    private static float half(MemorySegment s, long at) {
        return Float.float16ToFloat(s.get(SHORT, at));
    }
}
