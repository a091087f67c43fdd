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
        MemorySegment segment = w.segment();
        if (heap != null) {
            if (w.colStep() == 1) {
                System.arraycopy(heap, (int) first, out, outOffset, count);
            } else {
                for (int e = 0; e < count; e++) {
                    out[outOffset + e] = heap[(int) first + e * w.colStep()];
                }
            }
        } else if (segment != null) {
            if (w.colStep() == 1) {
                adjacent(w.type(), segment, first, count, out, outOffset);
            } else {
                apart(w.type(), segment, first, w.colStep(), count, out, outOffset);
            }
        }
    }

    /**
     * The stored bytes of {@code count} elements from {@code W[row][col]} on, whole blocks of a quantised matrix, to {@code
     * out[at ..]}.
     */
    static void readBlocks(WeightMatrix w, int row, int col, int count, byte[] out, int at) {
        MemorySegment segment = w.segment();
        if (segment == null) {
            throw new IllegalArgumentException("blocks of a matrix on the heap");
        }
        StorageType type = w.type();
        long first = w.offset() + (long) row * w.rowStep() + col;
        long from = first / type.blockElements() * type.blockBytes();
        int bytes = (int) type.bytes(count);
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, from, out, at, bytes);
    }

    /**
     * Bytes are first copied to an array of the thread: the loops that widen them then see arrays only, whatever
     * kinds of segment come by, and stay fast.
     */
    private static void adjacent(
            StorageType type, MemorySegment s, long first, int count, float[] out, int o) {
        Scratch scratch = Scratch.mine();
        switch (type) {
            case F32 -> MemorySegment.copy(s, FLOAT, 4 * first, out, o, count);
            case F16 -> {
                short[] raw = scratch.shorts(count);
                MemorySegment.copy(s, SHORT, 2 * first, raw, 0, count);
                Kernels.WIDEN.f16(raw, count, out, o);
            }
            case BF16 -> {
                short[] raw = scratch.shorts(count);
                MemorySegment.copy(s, SHORT, 2 * first, raw, 0, count);
                Kernels.WIDEN.bf16(raw, count, out, o);
            }
            case Q8_0, Q4_0, Q4_1 -> {
                int blocks = count / type.blockElements();
                int bytes = blocks * type.blockBytes();
                byte[] raw = scratch.bytes(bytes);
                long at = first / type.blockElements() * type.blockBytes();
                MemorySegment.copy(s, ValueLayout.JAVA_BYTE, at, raw, 0, bytes);
                if (type == StorageType.Q8_0) {
                    Kernels.WIDEN.q8(raw, blocks, out, o);
                } else {
                    Kernels.WIDEN.q4(raw, blocks, type == StorageType.Q4_1, out, o);
                }
            }
        }
    }

    private static void apart(
            StorageType type,
            MemorySegment s,
            long first,
            long step,
            int count,
            float[] out,
            int o) {
        for (int e = 0; e < count; e++) {
            long at = (first + e * step) * type.blockBytes();
            out[o + e] =
                    switch (type) {
                        case F32 -> s.get(FLOAT, at);
                        case F16 -> Float.float16ToFloat(s.get(SHORT, at));
                        case BF16 -> Float.intBitsToFloat(s.get(SHORT, at) << 16);
                        case Q8_0, Q4_0, Q4_1 ->
                                throw new IllegalArgumentException(type + " elements apart");
                    };
        }
    }
}
