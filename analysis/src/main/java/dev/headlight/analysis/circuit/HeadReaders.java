package dev.headlight.analysis.circuit;

import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import java.util.List;

/**
 * A layer's heads as readers and writers of the residual stream, each by a matrix of {@code dHead} rows or columns whose
 * product has the size of the whole circuits' product. With {@code R_A} the triangle of {@code A = Q R_A}:
 *
 * <pre>
 * W_Q^T W_K  -> R_(W_Q^T) W_K   what the keys read       W_K^T W_Q  -> R_(W_K^T) W_Q   what the queries read
 * W_O W_V    -> R_(W_O) W_V     what the values read     W_O W_V    -> W_O R_(W_V^T)^T what the head writes
 * </pre>
 *
 * @param readers {@code [nHeads dHead, dModel]}, one a {@link Kind}
 * @param readerNorms Frobenius norms [kind][head]
 * @param writer {@code [dModel, nHeads dHead]}
 * @param writerNorms [head]
 */
record HeadReaders(
        float[][] readers, double[][] readerNorms, float[] writer, double[] writerNorms) {

    /** What a later head reads an earlier one for. */
    enum Kind {
        KEY("key"),
        QUERY("query"),
        VALUE("value");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The kinds in the order of {@link #readers}. */
    static final List<Kind> KINDS = List.of(Kind.KEY, Kind.QUERY, Kind.VALUE);

    static HeadReaders of(Workers workers, ModelConfig config, LayerMatrices m) {
        int nHeads = config.nHeads();
        int d = config.dHead();
        int dModel = config.dModel();
        int width = nHeads * d;
        float[][] readers = new float[KINDS.size()][width * dModel];
        double[][] readerNorms = new double[KINDS.size()][nHeads];
        float[] writer = new float[dModel * width];
        double[] writerNorms = new double[nHeads];
        workers.forEach(
                nHeads,
                h -> {
                    int own = h * d * dModel;
                    int group = h / (nHeads / config.nKvHeads()) * d * dModel;
                    var q = new FloatMatrix(m.query(), own, d, dModel, dModel, 1);
                    var k = new FloatMatrix(m.key(), group, d, dModel, dModel, 1);
                    var v = new FloatMatrix(m.value(), group, d, dModel, dModel, 1);
                    var o = new FloatMatrix(m.output(), h * d, dModel, d, width, 1);
                    // From inside a task a product runs on the task's own thread.
                    multiply(workers, Triangle.of(q.transposed()), k, readers[0], own, dModel);
                    multiply(workers, Triangle.of(k.transposed()), q, readers[1], own, dModel);
                    multiply(workers, Triangle.of(o), v, readers[2], own, dModel);
                    FloatMatrix r = Triangle.of(v.transposed());
                    multiply(workers, o, r.transposed(), writer, h * d, width);
                    for (int kind = 0; kind < readers.length; kind++) {
                        readerNorms[kind][h] = norm(readers[kind], own, d, dModel, dModel);
                    }
                    writerNorms[h] = norm(writer, h * d, dModel, d, width);
                });
        return new HeadReaders(readers, readerNorms, writer, writerNorms);
    }

    private static void multiply(
            Workers workers, FloatMatrix a, FloatMatrix b, float[] c, int at, int step) {
        MatrixProduct.multiply(workers, a, b, c, at, step, false);
    }

    /** The Frobenius norm of a part of a matrix whose rows are {@code step} apart. */
    static double norm(float[] data, int at, int rows, int cols, int step) {
        double squares = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                double x = data[at + r * step + c];
                squares += x * x;
            }
        }
        return Math.sqrt(squares);
    }
}
