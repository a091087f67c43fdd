package dev.headlight.analysis.circuit;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * {@code copying} of every head: whether it raises the logits of the tokens that it attends to.
 *
 * <pre>copying = sum Re(lambda) / sum |lambda|</pre>
 *
 * over the eigenvalues of the OV circuit {@code W_E W_V W_O W_U} (tokens to logits, as rows), 1 where all are positive
 * reals, -1 where all are negative ones. Since {@code X Y} and {@code Y X} share their eigenvalues but for zeros, those of
 * {@code W_O (W_U W_E) W_V}, {@code dHead x dHead}, are enough; {@code W_U W_E} is made once a model. The linear part of
 * the norm before the head and of the last norm are folded in ({@link LayerMatrices}). Source: Elhage et al. 2021.
 */
public final class Copying {

    /** Rows of the vocabulary that are widened at a time. */
    private static final int BLOCK = 4096;

    private Copying() {}

    /**
     * The score of every head, NaN where the circuit is nothing: {@code [layer][head]}.
     *
     * <p>Grouped-query heads use their group's {@code W_V}.
     */
    public static double[][] of(Workers workers, ModelConfig config, ModelWeights weights) {
        float[] throughTokens = throughTokens(workers, config, weights);
        double[][] copying = new double[config.nLayers()][];
        for (int l = 0; l < copying.length; l++) {
            LayerMatrices layer = LayerMatrices.of(config, weights.layers().get(l));
            copying[l] = layer(workers, config, layer, throughTokens);
        }
        return copying;
    }

    /** Bytes of the heap that {@link #of} takes meanwhile. */
    public static long bytes(ModelConfig config) {
        long d = config.dModel();
        return 4 * (d * d + 2L * BLOCK * d + 6L * config.nHeads() * config.dHead() * d);
    }

    /**
     * {@code M[a, b] = sum_v E[v, a] U[v, b]}: what a vector of the residual stream becomes that is read as tokens by the
     * embedding and written as logits, {@code [dModel, dModel]}.
     */
    private static float[] throughTokens(
            Workers workers, ModelConfig config, ModelWeights weights) {
        int d = config.dModel();
        int vocab = config.vocab();
        float[] m = new float[Math.multiplyExact(d, d)];
        for (int from = 0; from < vocab; from += BLOCK) {
            int rows = Math.min(BLOCK, vocab - from);
            float[] e = block(workers, weights.tokenEmbedding(), from, rows);
            float[] u = block(workers, weights.output(), from, rows);
            FloatMatrix left = FloatMatrix.of(e, rows, d).transposed();
            MatrixProduct.multiply(workers, left, FloatMatrix.of(u, rows, d), m, 0, d, from > 0);
        }
        for (int a = 0; a < d; a++) {
            LayerMatrices.fold(m, a * d, d, weights.finalNorm(), config.normalization());
        }
        return m;
    }

    private static float[] block(Workers workers, WeightMatrix w, int from, int rows) {
        float[] block = new float[rows * w.cols()];
        workers.forEach(rows, r -> WeightRows.read(w, from + r, block, r * w.cols()));
        return block;
    }

    private static double[] layer(
            Workers workers, ModelConfig config, LayerMatrices layer, float[] throughTokens) {
        int d = config.dHead();
        int dModel = config.dModel();
        int nHeads = config.nHeads();
        int width = nHeads * d;
        int kv = config.nKvHeads() * d;
        float[] read = new float[kv * dModel]; // W_V M
        MatrixProduct.multiply(
                workers,
                FloatMatrix.of(layer.value(), kv, dModel),
                FloatMatrix.of(throughTokens, dModel, dModel),
                read,
                0,
                dModel,
                false);
        double[] copying = new double[nHeads];
        workers.forEach(
                nHeads,
                h -> {
                    int group = h / (nHeads / config.nKvHeads()) * d * dModel;
                    float[] circuit = new float[d * d]; // W_V M W_O
                    MatrixProduct.multiply(
                            workers,
                            new FloatMatrix(read, group, d, dModel, dModel, 1),
                            new FloatMatrix(layer.output(), h * d, dModel, d, width, 1),
                            circuit,
                            0,
                            d,
                            false);
                    copying[h] = ofEigenvalues(circuit, d);
                });
        return copying;
    }

    /** {@code sum Re(lambda) / sum |lambda|} of a square matrix; NaN of a zero matrix. */
    private static double ofEigenvalues(float[] square, int n) {
        var matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < square.length; i++) {
            matrix.data[i] = square[i];
        }
        var eigen = DecompositionFactory_DDRM.eig(n, false, false);
        if (!eigen.decompose(matrix)) {
            return Double.NaN; // its iteration did not end; the figure then does not exist
        }
        double real = 0;
        double size = 0;
        for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
            Complex_F64 lambda = eigen.getEigenvalue(i);
            real += lambda.real;
            size += lambda.getMagnitude();
        }
        return size == 0 ? Double.NaN : real / size;
    }
}
