package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Whether a row of a stored matrix holds numbers only, read from the bits without widening them: a number is
 * NaN or infinite where all bits of its exponent are set, and a quantised block where its scale or minimum
 * is.
 */
final class FiniteRow {

    private static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int SINGLE = 0x7f80_0000;
    private static final int HALF = 0x7c00;
    private static final int BRAIN = 0x7f80;

    private FiniteRow() {}

    static boolean check(WeightMatrix w, int row) {
        long first = w.offset() + (long) row * w.rowStep();
        float[] heap = w.heap();
        MemorySegment s = w.segment();
        if (heap != null) {
            boolean finite = true;
            for (int c = 0; c < w.cols(); c++) {
                finite &= Float.isFinite(heap[(int) first + c * w.colStep()]);
            }
            return finite;
        }
        if (s == null) {
            throw new IllegalStateException("a matrix has a storage");
        }
        return switch (w.type()) {
            case F32 -> singles(s, first, w.cols(), w.colStep());
            case F16 -> shorts(s, first, w.cols(), w.colStep(), HALF);
            case BF16 -> shorts(s, first, w.cols(), w.colStep(), BRAIN);
            case Q8_0, Q4_0 -> blocks(w.type(), s, first, w.cols(), 1);
            case Q4_1 -> blocks(w.type(), s, first, w.cols(), 2);
        };
    }

    private static boolean singles(MemorySegment s, long first, int count, int step) {
        boolean finite = true;
        for (int c = 0; c < count; c++) {
            finite &= (s.get(INT32, 4 * (first + (long) c * step)) & SINGLE) != SINGLE;
        }
        return finite;
    }

    private static boolean shorts(MemorySegment s, long first, int count, int step, int exponent) {
        boolean finite = true;
        for (int c = 0; c < count; c++) {
            finite &= (s.get(INT16, 2 * (first + (long) c * step)) & exponent) != exponent;
        }
        return finite;
    }

    /** The first {@code halves} half-precision numbers of each block. */
    private static boolean blocks(
            StorageType type, MemorySegment s, long first, int count, int halves) {
        long at = first / type.blockElements() * type.blockBytes();
        boolean finite = true;
        for (int c = 0; c < count; c += type.blockElements(), at += type.blockBytes()) {
            for (int h = 0; h < halves; h++) {
                finite &= (s.get(INT16, at + 2L * h) & HALF) != HALF;
            }
        }
        return finite;
    }
}
