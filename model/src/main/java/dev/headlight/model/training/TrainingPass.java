package dev.headlight.model.training;

import dev.headlight.engine.CrossEntropy;
import dev.headlight.engine.Embedding;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass of every family over a batch of windows: the loss of the next token, and its gradient by
 * every parameter. All memory is planned when the pass is made and used again at each step; it grows linearly with
 * {@code batch * context}, and logits exist for 1,024 positions at once at most.
 *
 * <p>The residual stream is kept before each block; what a block keeps besides is said there. The figures depend
 * on parameters, ids and dropout seed alone, not on the number of threads.
 *
 * <p>Where only the last positions of a window count, as in a question with its answer, the loss is theirs alone, and
 * what comes after the last attention is computed for them alone.
 */
public final class TrainingPass {

    private final ModelConfig config;
    private final Parameters parameters;
    private final int batch;
    private final int context;
    private final int n;
    private final int counted; // positions of a window, the last ones
    private final int rows; // batch * counted
    private final Workers workers;
    private final double dropout;
    private final TrainingBuffers buffers;
    private final TrainingBuffers ends; // of the rows that count; the same where all do
    private final float[] last; // [rows, dModel], what the last feed-forward block reads
    private final List<AttentionPass> attention = new ArrayList<>();
    private final List<FeedForwardPass> feedForward = new ArrayList<>();
    private final NormPass finalNorm;
    private final float[][]
            stream; // [2 nLayers + 1][n * dModel], before each block; the end [rows, dModel]
    private final int[] inputs; // [n]
    private final int[] targets; // [rows]
    private final double[] nll; // [rows]
    private final WeightMatrix output;

    /** A pass without dropout over {@code batch} windows of {@code context} tokens. */
    public TrainingPass(Parameters parameters, int batch, int context, Workers workers) {
        this(parameters, batch, context, 0, workers);
    }

    /**
     * @param dropout share of what each block adds to the residual stream, and of the embedding, that is dropped in
     *     {@link #step}
     */
    public TrainingPass(
            Parameters parameters, int batch, int context, double dropout, Workers workers) {
        this(parameters, batch, context, context, dropout, workers);
    }

    /**
     * @param counted how many positions at the end of each window count: their targets alone are learned, and the
     *     mean loss is over them
     * @param dropout share of what each block adds to the residual stream, and of the embedding, that is dropped in
     *     {@link #step}
     */
    public TrainingPass(
            Parameters parameters,
            int batch,
            int context,
            int counted,
            double dropout,
            Workers workers) {
        if (counted < 1 || counted > context) {
            throw new IllegalArgumentException(counted + " of " + context + " positions count");
        }
        this.config = parameters.config();
        this.parameters = parameters;
        this.batch = batch;
        this.context = context;
        this.workers = workers;
        this.dropout = dropout;
        this.counted = counted;
        n = Math.multiplyExact(batch, context);
        rows = batch * counted;
        buffers = new TrainingBuffers(config, n, dropout > 0);
        ends = rows == n ? buffers : new TrainingBuffers(config, rows, dropout > 0);
        Rotary rotary =
                config.positions() instanceof RotaryPositions positions
                        ? positions.tables(0, context)
                        : null;
        for (Parameters.Layer layer : parameters.layers()) {
            attention.add(new AttentionPass(config, layer, batch, context, rotary));
            boolean end = attention.size() == config.nLayers();
            feedForward.add(new FeedForwardPass(config, layer, end ? rows : n));
        }
        finalNorm = new NormPass(config, parameters.finalNorm());
        stream = new float[2 * config.nLayers() + 1][];
        for (int i = 0; i < stream.length; i++) {
            stream[i] = TrainingBuffers.floats(i == stream.length - 1 ? rows : n, config.dModel());
        }
        last =
                rows == n
                        ? stream[stream.length - 2]
                        : TrainingBuffers.floats(rows, config.dModel());
        inputs = new int[n];
        targets = new int[rows];
        nll = new double[rows];
        Parameter out = parameters.output();
        output = WeightMatrix.ofFloats(out.values(), out.rows(), out.cols());
    }

    /**
     * Adds the gradient of {@code scale * mean loss} to every parameter's.
     *
     * @param ids {@code [batch][context + 1]}, each window with the token that follows it
     * @return the mean loss of the windows' tokens that count, in nats
     */
    public double step(int[] ids, double scale) {
        return step(ids, scale, 0);
    }

    /**
     * The same with dropout.
     *
     * @param seed of this step and batch: decides which elements are dropped
     */
    public double step(int[] ids, double scale, long seed) {
        return step(ids, scale, seed, null);
    }

    /**
     * The gradient of {@code scale * mean loss} by the heads' outputs, without dropout.
     *
     * @param ids {@code [batch][context + 1]}, each window with the token that follows it
     * @param gradients is shown every layer once, the last one first
     * @return the mean loss of the windows' tokens that count, in nats
     */
    public double gradients(int[] ids, double scale, AttendedGradients gradients) {
        if (dropout > 0) {
            throw new IllegalStateException("a pass with dropout");
        }
        return step(ids, scale, 0, gradients);
    }

    private double step(int[] ids, double scale, long seed, @Nullable AttendedGradients gradients) {
        DropoutPlace places = dropout > 0 ? new DropoutPlace(dropout, seed) : DropoutPlace.NONE;
        forward(ids, places);
        Parameter out = parameters.output();
        CrossEntropy.forwardBackward(
                workers,
                ends.normed,
                rows,
                out.values(),
                config.vocab(),
                config.dModel(),
                targets,
                scale / rows,
                nll,
                ends.dNormed,
                out.gradient());
        float[] end = stream[stream.length - 1];
        finalNorm.backward(workers, end, ends.dNormed, rows, ends.dResidual, false);
        for (int l = config.nLayers() - 1; l >= 0; l--) {
            boolean latest = l == config.nLayers() - 1;
            feedForward
                    .get(l)
                    .backward(
                            workers,
                            latest ? last : stream[2 * l + 1],
                            latest ? ends : buffers,
                            places.at(2 * l + 2));
            if (latest && rows < n) {
                Arrays.fill(buffers.dResidual, 0);
                betweenAllAndCounted(buffers.dResidual, ends.dResidual, true);
            }
            attention
                    .get(l)
                    .backward(workers, stream[2 * l], buffers, places.at(2 * l + 1), l, gradients);
        }
        embedBackward(places);
        return mean(rows);
    }

    /** The mean loss of the windows' tokens, in nats, without dropout and without gradients. */
    public double loss(int[] ids) {
        return loss(ids, batch);
    }

    /** The same of the first {@code windows} windows of the batch alone. */
    public double loss(int[] ids, int windows) {
        forward(ids, DropoutPlace.NONE);
        CrossEntropy.forward(workers, ends.normed, rows, output, targets, nll);
        return mean(windows * counted);
    }

    /**
     * The block whose output is the first in the last forward pass to hold what is not finite, in words: {@code the
     * feed-forward block of layer 3}.
     */
    public Optional<String> firstNotFinite() {
        for (int i = 0; i < stream.length; i++) {
            for (float x : stream[i]) {
                if (!Float.isFinite(x)) {
                    return Optional.of(
                            i == 0
                                    ? "the embedding"
                                    : (i % 2 == 1 ? "the attention" : "the feed-forward block")
                                            + " of layer "
                                            + (i - 1) / 2);
                }
            }
        }
        return Optional.empty();
    }

    private void forward(int[] ids, DropoutPlace places) {
        take(ids);
        embed(places);
        for (int l = 0; l < config.nLayers(); l++) {
            boolean latest = l == config.nLayers() - 1;
            float[] x = stream[2 * l];
            float[] between = stream[2 * l + 1];
            float[] y = stream[2 * l + 2];
            attention.get(l).forward(workers, x, between, buffers, places.at(2 * l + 1));
            if (latest && rows < n) {
                betweenAllAndCounted(between, last, false);
            }
            feedForward
                    .get(l)
                    .forward(
                            workers,
                            latest ? last : between,
                            y,
                            latest ? ends : buffers,
                            places.at(2 * l + 2));
        }
        finalNorm.forward(workers, stream[stream.length - 1], rows, ends.normed);
    }

    /** Copies the rows that count out of all, or {@code back} into them. */
    private void betweenAllAndCounted(float[] all, float[] chosen, boolean back) {
        int floats = counted * config.dModel();
        for (int b = 0; b < batch; b++) {
            int at = ((b + 1) * context - counted) * config.dModel();
            if (back) {
                System.arraycopy(chosen, b * floats, all, at, floats);
            } else {
                System.arraycopy(all, at, chosen, b * floats, floats);
            }
        }
    }

    private void take(int[] ids) {
        if (ids.length < batch * (context + 1)) {
            throw new IllegalArgumentException(
                    ids.length + " ids for " + batch + " windows of " + (context + 1));
        }
        for (int b = 0; b < batch; b++) {
            int from = b * (context + 1);
            System.arraycopy(ids, from, inputs, b * context, context);
            System.arraycopy(ids, from + 1 + context - counted, targets, b * counted, counted);
        }
        for (int i = 0; i < n; i++) {
            if (inputs[i] < 0 || inputs[i] >= config.vocab()) {
                throw new InputException(
                        "token id "
                                + inputs[i]
                                + " is not in the model's vocabulary of "
                                + config.vocab()
                                + "; was the text tokenised by another tokenizer?");
            }
        }
    }

    private void embed(DropoutPlace places) {
        int d = config.dModel();
        float[] x = stream[0];
        float[] embedding = parameters.embedding().values();
        Parameter positions = parameters.positions();
        for (int i = 0; i < n; i++) {
            System.arraycopy(embedding, inputs[i] * d, x, i * d, d);
            if (positions != null) {
                add(positions.values(), i % context * d, x, i * d, d);
            }
        }
        if (places.drops()) {
            places.at(0).apply(workers, x, x.length);
        }
    }

    private void embedBackward(DropoutPlace places) {
        int d = config.dModel();
        float[] dx = buffers.dResidual;
        if (parameters.embedding().frozen()) {
            return;
        }
        if (places.drops()) {
            places.at(0).apply(workers, dx, dx.length);
        }
        Embedding.backward(workers, inputs, dx, n, d, parameters.embedding().gradient());
        Parameter positions = parameters.positions();
        if (positions != null) {
            for (int i = 0; i < n; i++) {
                add(dx, i * d, positions.gradient(), i % context * d, d);
            }
        }
    }

    private static void add(float[] x, int xo, float[] y, int yo, int d) {
        for (int e = 0; e < d; e++) {
            y[yo + e] += x[xo + e];
        }
    }

    private double mean(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += nll[i];
        }
        return sum / count;
    }
}
