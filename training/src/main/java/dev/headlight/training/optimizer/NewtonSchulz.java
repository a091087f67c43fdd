package dev.headlight.training.optimizer;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import java.util.Arrays;

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

    private float[] x;
    private float[] y;
    private float[] gram;
    private float[] square;
    private float[] step;
    private float[] steps;
    private float[] spare;
    private final double[] partial;

    /**
     * @param most elements of the largest matrix
     * @param mostShort the largest shorter side of a matrix
     */
    NewtonSchulz(int most, int mostShort) {
        int n = Math.multiplyExact(mostShort, mostShort);
        x = new float[most];
        y = new float[most];
        gram = new float[n];
        square = new float[n];
        step = new float[n];
        steps = new float[n];
        spare = new float[n];
        partial = new double[Chunks.count(most)];
    }

    /** The matrix {@code u [rows, cols]} made nearly orthogonal, in an array that holds until the next call. */
    float[] apply(float[] u, int rows, int cols, Workers workers) {
        int m = Math.min(rows, cols);
        int n = Math.max(rows, cols);
        normalise(u, m * n, workers);
        for (int group : n >= ELONGATED * m ? GROUPED : EACH) {
            FloatMatrix stored = FloatMatrix.of(x, rows, cols);
            FloatMatrix wide = rows <= cols ? stored : stored.transposed();
            SymmetricProduct.multiply(workers, wide, wide.transposed(), gram);
            iterate(group, m, workers);
            FloatMatrix q = FloatMatrix.of(steps, m, m);
            if (rows <= cols) {
                MatrixProduct.multiply(workers, q, stored, y, 0, cols, false);
            } else {
                MatrixProduct.multiply(workers, stored, q, y, 0, cols, false);
            }
            float[] before = x;
            x = y;
            y = before;
        }
        return x;
    }

    private void normalise(float[] u, int length, Workers workers) {
        Chunks.forEach(
                workers,
                length,
                (from, to) -> partial[from / Chunks.FLOATS] = Chunks.squares(u, from, to));
        double norm = Math.sqrt(Arrays.stream(partial, 0, Chunks.count(length)).sum());
        float scale = (float) (1 / Math.max(norm, SMALLEST_NORM));
        float[] to = x;
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
    private void iterate(int count, int m, Workers workers) {
        for (int i = 0; i < count; i++) {
            FloatMatrix g = FloatMatrix.of(gram, m, m);
            SymmetricProduct.multiply(workers, g, g, square);
            float[] q = i == 0 ? steps : step;
            polynomial(q, m, workers);
            FloatMatrix qMatrix = FloatMatrix.of(q, m, m);
            if (i + 1 < count) {
                SymmetricProduct.multiply(workers, qMatrix, g, spare);
                SymmetricProduct.multiply(workers, qMatrix, FloatMatrix.of(spare, m, m), gram);
            }
            if (i > 0) {
                SymmetricProduct.multiply(workers, qMatrix, FloatMatrix.of(steps, m, m), spare);
                float[] before = steps;
                steps = spare;
                spare = before;
            }
        }
    }

    /** {@code q = A I + B gram + C square}. */
    private void polynomial(float[] q, int m, Workers workers) {
        float[] g = gram;
        float[] s = square;
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
