package dev.headlight.engine;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A weight matrix {@code W[rows][cols]} as it is stored, {@code rows} output features by {@code cols}
 * input features: {@code y = W x}. It stays in its storage type, on the heap or in mapped memory, and
 * is widened to floats only where an operation packs it.
 *
 * <p>Element {@code (r, c)} is element {@code offset + r * rowStep + c * colStep} of the storage, so
 * a matrix stored {@code [in][out]} is the same memory with the steps swapped, and a part of a fused
 * matrix is a view. Quantised types need {@code colStep == 1} and whole blocks in each row.
 *
 * @param type the storage type
 * @param heap the storage where it is an array of floats ({@link StorageType#F32} only), else null
 * @param segment the storage where it is memory that another has mapped and closes, else null
 * @param offset the element at which {@code W[0][0]} stands
 */
public record WeightMatrix(
        StorageType type,
        float @Nullable [] heap,
        @Nullable MemorySegment segment,
        long offset,
        int rows,
        int cols,
        int rowStep,
        int colStep) {

    public WeightMatrix {
        if ((heap == null) == (segment == null) || heap != null && type != StorageType.F32) {
            throw new IllegalArgumentException("one storage: floats on the heap, or a segment");
        }
        if (rows <= 0 || cols <= 0 || offset < 0 || rowStep <= 0 || colStep <= 0) {
            throw new IllegalArgumentException("shape " + rows + " x " + cols + " at " + offset);
        }
        int block = type.blockElements();
        if (block > 1
                && (colStep != 1
                        || cols % block != 0
                        || offset % block != 0
                        || rowStep % block != 0)) {
            throw new IllegalArgumentException(
                    type + " rows must be whole blocks: " + cols + " columns");
        }
        long last = offset + (rows - 1L) * rowStep + (cols - 1L) * colStep;
        long held = heap != null ? heap.length : elements(type, segment);
        if (last >= held) {
            throw new IllegalArgumentException("element " + last + " of a storage of " + held);
        }
    }

    private static long elements(StorageType type, @Nullable MemorySegment segment) {
        return segment == null ? 0 : segment.byteSize() / type.blockBytes() * type.blockElements();
    }

    /** A matrix {@code [rows][cols]} of floats on the heap. */
    public static WeightMatrix ofFloats(float[] data, int rows, int cols) {
        return new WeightMatrix(StorageType.F32, data, null, 0, rows, cols, cols, 1);
    }

    /** A matrix {@code [rows][cols]} in mapped memory. */
    public static WeightMatrix ofSegment(
            StorageType type, MemorySegment segment, int rows, int cols) {
        return new WeightMatrix(type, null, segment, 0, rows, cols, cols, 1);
    }

    /** The same memory seen as its transpose: for weights that are stored {@code [in][out]}. */
    public WeightMatrix transposed() {
        return new WeightMatrix(type, heap, segment, offset, cols, rows, colStep, rowStep);
    }

    /** Rows {@code from} to {@code from + count - 1} of this matrix, as a view. */
    public WeightMatrix rowRange(int from, int count) {
        return new WeightMatrix(
                type, heap, segment, offset + (long) from * rowStep, count, cols, rowStep, colStep);
    }

    /**
     * Columns {@code from} to {@code from + count - 1} of this matrix, as a view; of a quantised one whole blocks.
     */
    public WeightMatrix columnRange(int from, int count) {
        return new WeightMatrix(
                type, heap, segment, offset + (long) from * colStep, rows, count, rowStep, colStep);
    }
}
