package dev.headlight.analysis.circuit;

import dev.headlight.engine.FloatMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * A small matrix that stands for a tall one where only sizes matter: {@code A = Q R P^T} with orthonormal columns of Q and
 * a permutation P, so {@code norm(A X) = norm(R P^T X)} for every X (Frobenius). Columns change places so that a matrix of
 * less than full rank, as of a head that uses a part of its width, is decomposed too.
 */
final class Triangle {

    private Triangle() {}

    /**
     * {@code R P^T} of A.
     *
     * @param a {@code [m, n]}
     * @return {@code [n, n]}; rows below the rank's are 0
     */
    static FloatMatrix of(FloatMatrix a) {
        var tall = new DMatrixRMaj(a.rows(), a.cols());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.cols(); j++) {
                tall.set(i, j, a.data()[a.offset() + i * a.rowStep() + j * a.colStep()]);
            }
        }
        var qr = DecompositionFactory_DDRM.qrp(a.rows(), a.cols());
        if (!qr.decompose(tall)) {
            throw new IllegalStateException(
                    "no QR decomposition of a " + a.rows() + " x " + a.cols());
        }
        DMatrixRMaj r = qr.getR(null, true);
        int[] from = qr.getColPivots();
        float[] square = new float[a.cols() * a.cols()];
        for (int i = 0; i < r.getNumRows(); i++) {
            for (int j = 0; j < r.getNumCols(); j++) {
                square[i * a.cols() + from[j]] = (float) r.get(i, j);
            }
        }
        return FloatMatrix.of(square, a.cols(), a.cols());
    }
}
