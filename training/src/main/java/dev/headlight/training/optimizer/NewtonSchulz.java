package dev.headlight.training.optimizer;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.SymmetricProduct;
import dev.headlight.engine.Workers;

/**
 * Makes a matrix nearly orthogonal: its singular values go to about 1 (0.7 to 1.2), its singular vectors stay. With {@code X
 * [m, n]}, {@code m <= n} (else its transpose), divided by its Frobenius norm, five times
 *
 * <pre>
 * G = X X^T,   X = Q X   with   Q = 3.4445 I - 4.7750 G + 2.0315 G^2
 * </pre>
 *
 * <p>Source: Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks".
 *
 * <p>All of {@code G} and {@code Q} are polynomials of the first {@code G}: they are symmetric, so half of them is
 * computed, and they commute, so that {@code G} after a step is {@code Q^2 G}. Of a matrix that is much longer than
 * wide, {@code X} is therefore touched only after every second or third step, with the {@code Q}s multiplied
 * up. Not after all five: rounding in {@code G} grows twelvefold a step where singular values are tiny.
 */
final class NewtonSchulz {

    static final float A = 3.4445f;
    static final float B = -4.7750f;
    static final float C = 2.0315f;
    static final double SMALLEST_NORM = 1e-7;

    private static final int[] EACH = {1, 1, 1, 1, 1};
    private static final int[] GROUPED = {2, 3};

    /** From this {@code n / m} on, steps on {@code G} alone are the cheaper ones. */
    private static final double ELONGATED = 1.5;

    /** Arrays that matrices of several shapes use in turn. */
    static final class Memory {
        private final float[] x;
        private final float[] y;
        private final float[][] squares = new float[SQUARES][];
        private final double[] partial;

        /**
         * @param most elements of the largest matrix
         * @param mostShort the largest shorter side of a matrix
         */
        Memory(int most, int mostShort) {
            x = new float[most];
            y = new float[most];
            for (int i = 0; i < SQUARES; i++) {
                squares[i] = new float[Math.multiplyExact(mostShort, mostShort)];
            }
            partial = new double[Chunks.count(most)];
        }
    }

    /** An array as the matrix X: as it is stored, and as {@code [m, n]} with its transpose. */
    private record Stored(float[] data, FloatMatrix matrix, FloatMatrix wide, FloatMatrix tall) {
        static Stored of(float[] data, int rows, int cols) {
            FloatMatrix matrix = FloatMatrix.of(data, rows, cols);
            FloatMatrix wide = rows <= cols ? matrix : matrix.transposed();
            return new Stored(data, matrix, wide, wide.transposed());
        }
    }

    /** An array as a symmetric matrix {@code [m, m]}. */
    private record Square(float[] data, FloatMatrix matrix) {
        static Square of(float[] data, int m) {
            return new Square(data, FloatMatrix.of(data, m, m));
        }
    }

    private static final int SQUARES = 5;

    private final int rows;
    private final int cols;
    private final int m;
    private final double[] partial;
    private final Square gram;
    private final Square square;
    private final Square step;
    private Stored x;
    private Stored y;
    private Square steps;
    private Square spare;

    /** For matrices of one shape; the views of the memory are made once. */
    NewtonSchulz(Memory memory, int rows, int cols) {
        this.rows = rows;
        this.cols = cols;
        m = Math.min(rows, cols);
        partial = memory.partial;
        x = Stored.of(memory.x, rows, cols);
        y = Stored.of(memory.y, rows, cols);
        gram = Square.of(memory.squares[0], m);
        square = Square.of(memory.squares[1], m);
        step = Square.of(memory.squares[2], m);
        steps = Square.of(memory.squares[3], m);
        spare = Square.of(memory.squares[4], m);
    }

    /** The matrix {@code u [rows, cols]} made nearly orthogonal, in an array that holds until the memory is used again. */
    float[] apply(float[] u, Workers workers) {
        int n = Math.max(rows, cols);
        normalise(u, rows * cols, workers);
        for (int group : n >= ELONGATED * m ? GROUPED : EACH) {
            SymmetricProduct.multiply(workers, x.wide, x.tall, gram.data);
            iterate(group, workers);
            FloatMatrix left = rows <= cols ? steps.matrix : x.matrix;
            FloatMatrix right = rows <= cols ? x.matrix : steps.matrix;
            MatrixProduct.multiply(workers, left, right, y.data, 0, cols, false);
            Stored before = x;
            x = y;
            y = before;
        }
        return x.data;
    }

    private void normalise(float[] u, int length, Workers workers) {
        Chunks.forEach(
                workers,
                length,
                (from, to) -> partial[from / Chunks.FLOATS] = Chunks.squares(u, from, to));
        double sum = 0;
        for (int i = 0; i < Chunks.count(length); i++) {
            sum += partial[i];
        }
        float scale = (float) (1 / Math.max(Math.sqrt(sum), SMALLEST_NORM));
        float[] to = x.data;
        Chunks.forEach(
                workers,
                length,
                (from, end) -> {
                    for (int i = from; i < end; i++) {
                        to[i] = u[i] * scale;
                    }
                });
    }

    /** From {@code gram}, the product of the next {@code count} {@code Q}s into {@code steps}. */
    private void iterate(int count, Workers workers) {
        for (int i = 0; i < count; i++) {
            multiply(workers, gram, gram, square);
            Square q = i == 0 ? steps : step;
            polynomial(q.data, workers);
            if (i + 1 < count) {
                multiply(workers, q, gram, spare);
                multiply(workers, q, spare, gram);
            }
            if (i > 0) {
                multiply(workers, q, steps, spare);
                Square before = steps;
                steps = spare;
                spare = before;
            }
        }
    }

    private static void multiply(Workers workers, Square a, Square b, Square c) {
        SymmetricProduct.multiply(workers, a.matrix, b.matrix, c.data);
    }

    /** {@code q = A I + B gram + C square}. */
    private void polynomial(float[] q, Workers workers) {
        float[] g = gram.data;
        float[] s = square.data;
        Chunks.forEach(
                workers,
                m * m,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        q[i] = B * g[i] + C * s[i];
                    }
                });
        for (int i = 0; i < m; i++) {
            q[i * m + i] += A;
        }
    }
}
