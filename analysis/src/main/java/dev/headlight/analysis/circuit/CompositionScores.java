package dev.headlight.analysis.circuit;

import dev.headlight.analysis.circuit.HeadReaders.Kind;
import dev.headlight.engine.FloatMatrix;
import dev.headlight.engine.MatrixProduct;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Composition scores of heads with heads of later layers (Elhage et al. 2021, "A Mathematical Framework for Transformer
 * Circuits"): with {@code W_QK = W_Q^T W_K} and {@code W_OV = W_O W_V} as they act on columns, Frobenius norms,
 *
 * <pre>
 * key    norm(W_QK^B W_OV^A)   / (norm(W_QK^B) norm(W_OV^A))
 * query  norm(W_QK^B^T W_OV^A) / (norm(W_QK^B) norm(W_OV^A))
 * value  norm(W_OV^B W_OV^A)   / (norm(W_OV^B) norm(W_OV^A))
 * </pre>
 *
 * for A in an earlier layer than B. No {@code dModel x dModel} matrix is made: see {@link HeadReaders}; all heads of two
 * layers are one product. What is linear in the norms is folded in ({@link LayerMatrices}); rotary positions are left
 * out, as if query and key stood at the same place, and so are biases and what lies between the two heads.
 */
public final class CompositionScores {

    /** Pairs of layers of the control that its mean is taken over, at most: its heads are all alike. */
    static final int CONTROL_LAYER_PAIRS = 12;

    private final double[][][][][] scores; // [kind][to layer][to head][from layer][from head]

    private CompositionScores(double[][][][][] scores) {
        this.scores = scores;
    }

    /** Multiplications and additions of all pairs, for who wants to know before. */
    public static double operations(ModelConfig config) {
        double width = (double) config.nHeads() * config.dHead();
        double pairs = config.nLayers() * (config.nLayers() - 1) / 2.0;
        return 2 * HeadReaders.KINDS.size() * pairs * width * width * config.dModel();
    }

    /** Bytes of the heap that {@link #of} takes meanwhile. */
    public static long bytes(ModelConfig config) {
        long matrix = 4L * config.nHeads() * config.dHead() * config.dModel();
        return matrix * config.nLayers() + 12 * matrix;
    }

    /** All pairs. */
    public static CompositionScores of(Workers workers, ModelConfig config, ModelWeights weights) {
        int layers = config.nLayers();
        double[][][][][] scores =
                new double[HeadReaders.KINDS.size()][layers][config.nHeads()][layers][];
        List<float[]> writers = new ArrayList<>();
        List<double[]> writerNorms = new ArrayList<>();
        float[] product = product(config);
        for (int to = 0; to < layers; to++) {
            HeadReaders layer = readers(workers, config, weights, to);
            for (int from = 0; from < to; from++) {
                pair(
                        workers,
                        config,
                        layer,
                        to,
                        writers.get(from),
                        writerNorms.get(from),
                        from,
                        product,
                        scores);
            }
            writers.add(layer.writer());
            writerNorms.add(layer.writerNorms());
        }
        return new CompositionScores(scores);
    }

    /** Scores of a few pairs of layers, for a control whose layers are all alike; NaN elsewhere. */
    static CompositionScores sample(Workers workers, ModelConfig config, ModelWeights weights) {
        int layers = config.nLayers();
        double[][][][][] scores =
                new double[HeadReaders.KINDS.size()][layers][config.nHeads()][layers][];
        int left = CONTROL_LAYER_PAIRS;
        float[] product = product(config);
        for (int to = 1; to < layers && left > 0; to += 2, left--) {
            HeadReaders earlier = readers(workers, config, weights, to - 1);
            HeadReaders later = readers(workers, config, weights, to);
            pair(
                    workers,
                    config,
                    later,
                    to,
                    earlier.writer(),
                    earlier.writerNorms(),
                    to - 1,
                    product,
                    scores);
        }
        return new CompositionScores(scores);
    }

    private static HeadReaders readers(
            Workers workers, ModelConfig config, ModelWeights weights, int layer) {
        return HeadReaders.of(
                workers, config, LayerMatrices.of(config, weights.layers().get(layer)));
    }

    /** Room for the product of two layers' heads: one for all pairs, or each would leave its own behind. */
    private static float[] product(ModelConfig config) {
        int width = config.nHeads() * config.dHead();
        return new float[width * width];
    }

    private static void pair(
            Workers workers,
            ModelConfig config,
            HeadReaders later,
            int to,
            float[] writer,
            double[] writerNorms,
            int from,
            float[] product,
            double[][][][][] scores) {
        int n = config.nHeads();
        int d = config.dHead();
        int width = n * d;
        FloatMatrix w = FloatMatrix.of(writer, config.dModel(), width);
        for (int kind = 0; kind < scores.length; kind++) {
            FloatMatrix r = FloatMatrix.of(later.readers()[kind], width, config.dModel());
            MatrixProduct.multiply(workers, r, w, product, 0, width, false);
            double[][][] of = scores[kind][to]; // [to head][from layer][from head]
            double[] norms = later.readerNorms()[kind];
            workers.forEach(
                    n,
                    b -> {
                        of[b][from] = new double[n];
                        for (int a = 0; a < n; a++) {
                            int at = b * d * width + a * d;
                            of[b][from][a] =
                                    HeadReaders.norm(product, at, d, d, width)
                                            / (norms[b] * writerNorms[a]);
                        }
                    });
        }
    }

    /**
     * The score of a pair; NaN where a head reads or writes nothing, or the pair was not taken.
     *
     * @param kind in the order key, query, value
     */
    double score(Kind kind, int fromLayer, int fromHead, int toLayer, int toHead) {
        double[] heads = scores[HeadReaders.KINDS.indexOf(kind)][toLayer][toHead][fromLayer];
        return heads == null ? Double.NaN : heads[fromHead];
    }

    /** All scores of a kind that exist. */
    double[] all(Kind kind) {
        return Arrays.stream(scores[HeadReaders.KINDS.indexOf(kind)])
                .flatMap(Arrays::stream)
                .flatMap(Arrays::stream)
                .filter(heads -> heads != null)
                .flatMapToDouble(Arrays::stream)
                .filter(s -> !Double.isNaN(s))
                .toArray();
    }
}
