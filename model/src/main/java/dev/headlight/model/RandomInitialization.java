package dev.headlight.model;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.text.ResourceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a model at random initialisation: the control that tells what training has done
 * from what the architecture does by itself. Every matrix is {@code N(0, initializerRange^2)}, GPT-2's
 * two projections back onto the residual stream divided by {@code sqrt(2 nLayers)}, gains 1, biases 0.
 *
 * <p>Matrices whose rows are whole blocks are stored as {@link StorageType#Q8_0}, 1.06 bytes a weight
 * outside the heap; the others as floats. The numbers are {@link QuantizedNormals}: integers times one
 * scale for the whole matrix, which is why eight bits lose nothing that a control could show.
 *
 * <p>The weights are a function of the configuration and the seed alone: the number of a matrix and of
 * a block within it select the random numbers, so threads and order do not matter. The memory is freed
 * when the weights are no longer reachable.
 */
public final class RandomInitialization {

    /** Blocks that one thread fills at a time. */
    private static final int BLOCKS_PER_TASK = 4096;

    private static final int BLOCK = StorageType.Q8_0.blockElements();
    private static final int BLOCK_BYTES = StorageType.Q8_0.blockBytes();

    private final ModelConfig config;
    private final long seed;
    private final Workers workers;
    private final Arena arena = Arena.ofAuto();
    private int matrices;

    private RandomInitialization(ModelConfig config, long seed, Workers workers) {
        this.config = config;
        this.seed = seed;
        this.workers = workers;
    }

    /**
     * Weights of {@code config}'s architecture drawn with {@code seed}.
     *
     * @throws ResourceException where they do not fit into memory
     */
    public static ModelWeights of(ModelConfig config, long seed) {
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            return of(config, seed, workers);
        }
    }

    /** The same, on threads that the caller has. */
    public static ModelWeights of(ModelConfig config, long seed, Workers workers) {
        return new RandomInitialization(config, seed, workers).weights();
    }

    private ModelWeights weights() {
        int dModel = config.dModel();
        double sd = config.initializerRange();
        boolean learned = config.positions() instanceof ModelConfig.LearnedPositions;
        WeightMatrix token = matrix(config.vocab(), dModel, sd);
        WeightMatrix position = learned ? matrix(config.context(), dModel, sd) : null;
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < config.nLayers(); l++) {
            layers.add(layer(sd));
        }
        WeightMatrix output = config.tiedEmbeddings() ? token : matrix(config.vocab(), dModel, sd);
        return new ModelWeights(token, position, layers, norm(), output);
    }

    private Layer layer(double sd) {
        int dModel = config.dModel();
        int dQuery = config.nHeads() * config.dHead();
        int dKey = config.nKvHeads() * config.dHead();
        int dFeedForward = config.dFeedForward();
        boolean scaled = config.family().equals("gpt2");
        double residualSd = scaled ? sd / Math.sqrt(2.0 * config.nLayers()) : sd;
        return new Layer(
                norm(),
                projection(dQuery, dModel, sd),
                projection(dKey, dModel, sd),
                projection(dKey, dModel, sd),
                projection(dModel, dQuery, residualSd),
                norm(),
                config.gatedFeedForward() ? projection(dFeedForward, dModel, sd) : null,
                projection(dFeedForward, dModel, sd),
                projection(dModel, dFeedForward, residualSd));
    }

    private Norm norm() {
        float[] gain = new float[config.dModel()];
        Arrays.fill(gain, 1);
        boolean biased = config.normalization() == ModelConfig.Normalization.LAYER_NORM;
        float @Nullable [] bias = biased ? new float[config.dModel()] : null;
        return new Norm(gain, bias);
    }

    /** A bias of zeros is no bias. */
    private Projection projection(int rows, int cols, double sd) {
        return new Projection(matrix(rows, cols, sd), null);
    }

    private WeightMatrix matrix(int rows, int cols, double sd) {
        QuantizedNormals normals = new QuantizedNormals(sd, seed, matrices++);
        try {
            return cols % BLOCK == 0 ? blocks(normals, rows, cols) : floats(normals, rows, cols);
        } catch (OutOfMemoryError e) {
            throw new ResourceException(
                    "no memory for the randomly initialised control (a matrix of "
                            + rows
                            + " x "
                            + cols
                            + "); give the JVM a larger -Xmx or leave the control out with"
                            + " --no-control",
                    e);
        }
    }

    private WeightMatrix blocks(QuantizedNormals normals, int rows, int cols) {
        long count = (long) rows * cols / BLOCK;
        MemorySegment storage = arena.allocate(count * BLOCK_BYTES, 64);
        int tasks = Math.toIntExact((count + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK);
        workers.forEach(
                tasks,
                task -> {
                    long first = (long) task * BLOCKS_PER_TASK;
                    int blocks = (int) Math.min(BLOCKS_PER_TASK, count - first);
                    byte[] bytes = new byte[blocks * BLOCK_BYTES];
                    for (int b = 0; b < blocks; b++) {
                        int at = b * BLOCK_BYTES;
                        bytes[at] = (byte) normals.scaleBits();
                        bytes[at + 1] = (byte) (normals.scaleBits() >> 8);
                        normals.fill(first + b, bytes, at + 2);
                    }
                    MemorySegment.copy(
                            MemorySegment.ofArray(bytes),
                            0,
                            storage,
                            first * BLOCK_BYTES,
                            bytes.length);
                });
        return WeightMatrix.ofSegment(StorageType.Q8_0, storage, rows, cols);
    }

    private static WeightMatrix floats(QuantizedNormals normals, int rows, int cols) {
        float[] data = new float[Math.multiplyExact(rows, cols)];
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < data.length; i++) {
            if (i % BLOCK == 0) {
                normals.fill(i / BLOCK, block, 0);
            }
            data[i] = normals.scale() * block[i % BLOCK];
        }
        return WeightMatrix.ofFloats(data, rows, cols);
    }
}
