package dev.headlight.model;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.CrossEntropy;
import dev.headlight.engine.FloatRows;
import dev.headlight.engine.Gelu;
import dev.headlight.engine.JointLinear;
import dev.headlight.engine.LayerNorm;
import dev.headlight.engine.Linear;
import dev.headlight.engine.RmsNorm;
import dev.headlight.engine.Silu;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.text.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of every family, a pre-norm transformer:
 *
 * <pre>
 * x = embedding[tokens] (+ position[i])
 * for each layer:  x += W_O attention(norm x) ;  x += down(act(gate(norm x)) * up(norm x))
 * logits = output norm(x)
 * </pre>
 *
 * <p>Configuration and weights never change; all that a run writes is in its {@link RunState}, so one
 * transformer serves any number of runs at a time. {@link #forward} is the whole pass. Its steps are
 * public: who ablates a head writes {@link RunState#attended} between {@link #attend} and {@link
 * #addAttention}; who resumes from a layer puts its input back into {@link RunState#residual}.
 */
public final class Transformer {

    private final ModelConfig config;
    private final ModelWeights weights;

    public Transformer(ModelConfig config, ModelWeights weights) {
        this.config = config;
        this.weights = weights;
    }

    public ModelConfig config() {
        return config;
    }

    public ModelWeights weights() {
        return weights;
    }

    /**
     * Runs a window; {@link RunState#normed} then holds the residual stream after the last norm. A state
     * with a cache goes on from the positions it holds, and remembers these too. With rotary positions a
     * window may be longer than {@link ModelConfig#context}: the model is then asked for what it was not
     * trained for, and the caller should say so.
     *
     * @param tokens [T] ids
     * @param hook sees the attention rows of every layer and head, or null
     * @throws InputException where an id is not in the vocabulary
     * @throws dev.headlight.text.UsageException where learned positions do not reach that far
     */
    public void forward(
            int[] tokens, RunState state, Workers workers, @Nullable AttentionHook hook) {
        embed(tokens, state);
        for (int l = 0; l < config.nLayers(); l++) {
            layer(l, state, workers, hook);
        }
        finish(state, workers);
    }

    /**
     * The same for a caller who wants the stream at some positions only: all rows of attention are made, but
     * what follows the last of them is computed at these alone. {@link RunState#normed} then holds {@code
     * [at.length, dModel]}.
     *
     * @param at positions of the window, ascending
     */
    public void forward(
            int[] tokens, RunState state, Workers workers, @Nullable AttentionHook hook, int[] at) {
        embed(tokens, state);
        int last = config.nLayers() - 1;
        for (int l = 0; l < last; l++) {
            layer(l, state, workers, hook);
        }
        attend(last, state, workers, hook);
        state.keep(at);
        if (at.length > 0) {
            addAttention(last, state, workers);
            addFeedForward(last, state, workers);
        }
        finish(state, workers);
    }

    /** Begins a window: the residual stream is the tokens' embedding, plus learned positions. */
    public void embed(int[] tokens, RunState state) {
        state.begin(tokens.length);
        for (int t = 0; t < tokens.length; t++) {
            checkToken(tokens[t], t);
            embed(tokens[t], state.past() + t, state, t);
        }
    }

    /** A row of the residual stream: the embedding of a token, plus that of its position where it is learned. */
    void embed(int id, int position, RunState state, int row) {
        int at = row * config.dModel();
        float[] residual = state.residual();
        WeightRows.read(weights.tokenEmbedding(), id, residual, at);
        WeightMatrix positions = weights.positionEmbedding();
        if (positions != null) {
            float[] learned = state.normed();
            WeightRows.read(positions, position, learned, at);
            for (int e = at; e < at + config.dModel(); e++) {
                residual[e] += learned[e];
            }
        }
    }

    void checkToken(int id, int position) {
        if (id < 0 || id >= config.vocab()) {
            throw new InputException(
                    "token id "
                            + id
                            + " at position "
                            + position
                            + " is not in the model's vocabulary of "
                            + config.vocab()
                            + "; are the tokens another model's?");
        }
    }

    /** Layer {@code l} on the residual stream. */
    public void layer(int l, RunState state, Workers workers, @Nullable AttentionHook hook) {
        attend(l, state, workers, hook);
        addAttention(l, state, workers);
        addFeedForward(l, state, workers);
    }

    /** The heads' outputs before {@code W_O}: norm, queries, keys, values, positions, attention. */
    public void attend(int l, RunState state, Workers workers, @Nullable AttentionHook hook) {
        state.keepAll();
        queriesKeysValues(l, state, workers);
        float[] query = state.query();
        float[] key = state.key(l);
        float[] value = state.value(l);
        int first = state.past() * config.nKvHeads() * config.dHead();
        state.rotate(query, 0, config.nHeads(), workers);
        state.rotate(key, first, config.nKvHeads(), workers);
        CausalAttention.forward(
                workers, query, key, value, state.attended(), state.shape(), l, hook);
    }

    /** Norm, queries, keys and values of a state's rows, positions not in them yet. */
    void queriesKeysValues(int l, RunState state, Workers workers) {
        Layer layer = weights.layers().get(l);
        int kvWidth = config.nKvHeads() * config.dHead();
        int first = state.past() * kvWidth; // a cache holds the rows before
        norm(layer.attentionNorm(), state, workers);
        project(
                new Projection[] {layer.query(), layer.key(), layer.value()},
                new FloatRows(state.normed(), 0, config.dModel()),
                state.tokens(),
                new FloatRows[] {
                    new FloatRows(state.query(), 0, config.nHeads() * config.dHead()),
                    new FloatRows(state.key(l), first, kvWidth),
                    new FloatRows(state.value(l), first, kvWidth)
                },
                workers);
    }

    /** {@code x += W_O attended}. */
    public void addAttention(int l, RunState state, Workers workers) {
        Projection output = weights.layers().get(l).output();
        Linear.forward(
                workers,
                state.attended(),
                state.rows(),
                output.weight(),
                output.bias(),
                state.residual(),
                true);
    }

    /** {@code x += down(act(gate(norm x)) * up(norm x))}, some rows at a time to keep it small. */
    public void addFeedForward(int l, RunState state, Workers workers) {
        Layer layer = weights.layers().get(l);
        norm(layer.feedForwardNorm(), state, workers);
        int rows = state.feedForwardRows();
        for (int from = 0; from < state.rows(); from += rows) {
            feedForward(layer, state, from, Math.min(rows, state.rows() - from), workers);
        }
    }

    private void feedForward(Layer layer, RunState state, int from, int rows, Workers workers) {
        int at = from * config.dModel();
        float[] up = state.up();
        float[] hidden = state.hidden();
        var x = new FloatRows(state.normed(), at, config.dModel());
        var upRows = new FloatRows(up, 0, config.dFeedForward());
        int n = rows * config.dFeedForward();
        if (layer.gate() != null) {
            project(
                    new Projection[] {layer.up(), layer.gate()},
                    x,
                    rows,
                    new FloatRows[] {upRows, new FloatRows(hidden, 0, config.dFeedForward())},
                    workers);
            switch (config.activation()) {
                case SILU -> Silu.gated(workers, hidden, up, n, hidden);
                case GELU_ERF -> Gelu.ERF.gated(workers, hidden, up, n, hidden);
                case GELU_TANH -> Gelu.TANH.gated(workers, hidden, up, n, hidden);
            }
        } else {
            project(new Projection[] {layer.up()}, x, rows, new FloatRows[] {upRows}, workers);
            switch (config.activation()) {
                case SILU -> Silu.forward(workers, up, n, hidden);
                case GELU_ERF -> Gelu.ERF.forward(workers, up, n, hidden);
                case GELU_TANH -> Gelu.TANH.forward(workers, up, n, hidden);
            }
        }
        Projection down = layer.down();
        Linear.forward(
                workers,
                hidden,
                0,
                config.dFeedForward(),
                rows,
                down.weight(),
                down.bias(),
                state.residual(),
                at,
                config.dModel(),
                true);
    }

    /** Ends a window: the last norm, into {@link RunState#normed}. */
    public void finish(RunState state, Workers workers) {
        norm(weights.finalNorm(), state, workers);
        state.end();
    }

    /**
     * Scores of the next token after position {@code position} of the window, one of those that it was run for.
     *
     * @param out output, [vocab]
     */
    public void logits(RunState state, int position, float[] out, Workers workers) {
        int row = state.rowOf(position);
        int dModel = config.dModel();
        Linear.forward(
                workers,
                state.normed(),
                row * dModel,
                dModel,
                1,
                weights.output(),
                null,
                out,
                0,
                config.vocab(),
                false);
    }

    /**
     * {@code nll[n] = -ln p(tokens[i + 1] | tokens[0 .. i])} in nats, for each {@code i = positions[n]}.
     *
     * @param tokens [T] the window that {@code state} has run
     * @param positions each at least 0 and below {@code T - 1}, and one of those that the window was run for
     * @param nll output, one a position
     */
    public void losses(
            int[] tokens, RunState state, int[] positions, double[] nll, Workers workers) {
        int dModel = config.dModel();
        float[] rows = state.lossRows();
        int most = rows.length / dModel;
        for (int from = 0; from < positions.length; from += most) {
            int n = Math.min(most, positions.length - from);
            int[] next = new int[n];
            double[] loss = new double[n];
            for (int r = 0; r < n; r++) {
                int i = positions[from + r];
                int row = state.rowOf(i);
                System.arraycopy(state.normed(), row * dModel, rows, r * dModel, dModel);
                next[r] = tokens[i + 1];
            }
            CrossEntropy.forward(workers, rows, n, weights.output(), next, loss);
            System.arraycopy(loss, 0, nll, from, n);
        }
    }

    void norm(Norm norm, RunState state, Workers workers) {
        float[] x = state.residual();
        float[] y = state.normed();
        int T = state.rows();
        int dModel = config.dModel();
        float epsilon = config.normEpsilon();
        switch (config.normalization()) {
            case RMS_NORM -> RmsNorm.forward(workers, x, T, dModel, norm.gain(), epsilon, y);
            case LAYER_NORM ->
                    LayerNorm.forward(workers, x, T, dModel, norm.gain(), norm.bias(), epsilon, y);
        }
    }

    /** One projection of the latest norm. */
    static void project(Projection projection, RunState state, float[] y, Workers workers) {
        WeightMatrix w = projection.weight();
        project(
                new Projection[] {projection},
                new FloatRows(state.normed(), 0, w.cols()),
                state.tokens(),
                new FloatRows[] {new FloatRows(y, 0, w.rows())},
                workers);
    }

    /** {@code y[i] = x W[i]^T + b[i]}. */
    private static void project(
            Projection[] projections, FloatRows x, int rows, FloatRows[] y, Workers workers) {
        var weights = new WeightMatrix[projections.length];
        float[] @Nullable [] biases = new float[projections.length] @Nullable [];
        for (int i = 0; i < projections.length; i++) {
            weights[i] = projections[i].weight();
            biases[i] = projections[i].bias();
        }
        JointLinear.forward(workers, x, rows, weights, biases, y);
    }
}
