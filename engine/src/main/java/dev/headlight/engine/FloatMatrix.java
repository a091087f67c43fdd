package dev.headlight.engine;

/**
 * A view of an array as a matrix: element {@code (i, j)} is {@code data[offset + i * rowStep + j *
 * colStep]}. A transposed operand is the same data with the steps swapped.
 */
public record FloatMatrix(float[] data, int offset, int rows, int cols, int rowStep, int colStep) {

    public FloatMatrix {
        if (rows < 0 || cols < 0 || offset < 0 || rowStep < 0 || colStep < 0) {
            throw new IllegalArgumentException("shape " + rows + " x " + cols + " at " + offset);
        }
        if (rows > 0 && cols > 0) {
            long last = offset + (rows - 1L) * rowStep + (cols - 1L) * colStep;
            if (last >= data.length) {
                throw new IllegalArgumentException(
                        "element " + last + " of an array of " + data.length);
            }
        }
    }

    /** The array as {@code [rows][cols]}. */
    public static FloatMatrix of(float[] data, int rows, int cols) {
        return new FloatMatrix(data, 0, rows, cols, cols, 1);
    }

    /** The same memory seen as its transpose. */
    public FloatMatrix transposed() {
        return new FloatMatrix(data, offset, cols, rows, colStep, rowStep);
    }

    /** The columns from {@code from} on, {@code count} of them. */
    FloatMatrix columns(int from, int count) {
        return new FloatMatrix(data, offset + from * colStep, rows, count, rowStep, colStep);
    }

    /** The rows from {@code from} on, {@code count} of them. */
    FloatMatrix rows(int from, int count) {
        return new FloatMatrix(data, offset + from * rowStep, count, cols, rowStep, colStep);
    }
}
