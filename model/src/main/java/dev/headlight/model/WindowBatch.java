package dev.headlight.model;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.FloatRows;
import dev.headlight.engine.Linear;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.text.UsageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many short windows of one length in one forward pass, of which only the last positions are asked: the steps of
 * {@link Transformer} on the rows of all windows at once. Three things are saved, and none of them is approximate:
 *
 * <ul>
 *   <li>the projections of all windows are one matrix product;
 *   <li>what enters the first layer depends on token and position alone, so its queries, keys and values are computed
 *       once for each pair of the two that occurs;
 *   <li>in the last layer only the positions that are asked need queries and what follows them.
 * </ul>
 */
public final class WindowBatch {

    private final Transformer transformer;
    private final ModelConfig config;
    private final int batch;
    private final int T;
    private final int asked;
    private final Workers workers;
    private final RunState all; // [batch * T] rows
    private final RunState ends; // [batch * asked] rows
    private final RunState distinct; // a row for each token at each position that occurs
    private final int[] rowOf; // [vocab * T], row of distinct; -1 for none
    private final int[] source; // [batch * T], row of distinct
    private final float[] logits; // [batch * asked, vocab]
    private final @Nullable Rotary positions; // of all T
    private final @Nullable Rotary endPositions; // of those asked

    /**
     * @param batch windows
     * @param T tokens of each
     * @param asked how many positions at the end of each are asked
     * @throws UsageException where learned positions do not reach that far
     */
    public WindowBatch(Transformer transformer, int batch, int T, int asked, Workers workers) {
        this.transformer = transformer;
        this.batch = batch;
        this.T = T;
        this.asked = asked;
        this.workers = workers;
        config = transformer.config();
        if (asked < 1 || asked > T) {
            throw new IllegalArgumentException(asked + " of " + T + " positions");
        }
        WeightMatrix learned = transformer.weights().positionEmbedding();
        if (learned != null && T > learned.rows()) {
            throw new UsageException(
                    "a window of "
                            + T
                            + " tokens is longer than the model's "
                            + learned.rows()
                            + " learned positions");
        }
        all = new RunState(config, Math.multiplyExact(batch, T));
        ends = new RunState(config, batch * asked);
        rowOf = new int[Math.multiplyExact(config.vocab(), T)];
        distinct = new RunState(config, Math.min(rowOf.length, batch * T));
        source = new int[batch * T];
        logits = new float[Math.multiplyExact(batch * asked, config.vocab())];
        boolean rotary = config.positions() instanceof RotaryPositions;
        positions = rotary ? rotary(0, T) : null;
        endPositions = rotary ? rotary(T - asked, asked) : null;
    }

    private @Nullable Rotary rotary(int start, int tokens) {
        return config.positions() instanceof RotaryPositions r ? r.tables(start, tokens) : null;
    }

    /**
     * Runs the windows.
     *
     * @param ids window {@code b}'s tokens are {@code ids[b * step .. b * step + T - 1]}
     * @param step ids from one window to the next, at least T
     * @throws dev.headlight.text.InputException where an id is not in the vocabulary
     */
    public void forward(int[] ids, int step) {
        all.beginRows(batch * T);
        ends.beginRows(batch * asked);
        embed(ids, step);
        first();
        int last = config.nLayers() - 1;
        for (int l = 0; l <= last; l++) {
            RunState state = l < last ? all : ends;
            if (l > 0) {
                later(l, state);
            }
            turn(all.key(l), config.nKvHeads(), positions);
            turn(state.query(), config.nHeads(), l < last ? positions : endPositions);
            attend(l, state, l < last ? 0 : T - asked);
            transformer.addAttention(l, state, workers);
            transformer.addFeedForward(l, state, workers);
        }
        transformer.finish(ends, workers);
    }

    /** A row of {@link #distinct} for each token at each position that occurs. */
    private void embed(int[] ids, int step) {
        Arrays.fill(rowOf, -1);
        int rows = 0;
        for (int i = 0; i < batch * T; i++) {
            int id = ids[i / T * step + i % T];
            transformer.checkToken(id, i % T);
            int pair = id * T + i % T;
            if (rowOf[pair] < 0) {
                rowOf[pair] = rows;
                transformer.embed(id, i % T, distinct, rows);
                rows++;
            }
            source[i] = rowOf[pair];
        }
        distinct.beginRows(rows);
    }

    /** What the first layer reads, by the rows of {@link #distinct}; then to the rows of all windows. */
    private void first() {
        transformer.queriesKeysValues(0, distinct, workers);
        int width = config.nHeads() * config.dHead();
        int kvWidth = config.nKvHeads() * config.dHead();
        boolean more = config.nLayers() > 1;
        RunState state = more ? all : ends;
        int rows = more ? T : asked;
        workers.forEach(
                batch,
                b -> {
                    spread(b, T, distinct.key(0), all.key(0), kvWidth);
                    spread(b, T, distinct.value(0), all.value(0), kvWidth);
                    spread(b, rows, distinct.query(), state.query(), width);
                    spread(b, rows, distinct.residual(), state.residual(), config.dModel());
                });
    }

    /** The last rows of a window, each from its row of {@link #distinct}. */
    private void spread(int b, int rows, float[] from, float[] to, int width) {
        for (int r = 0; r < rows; r++) {
            int row = source[(b + 1) * T - rows + r];
            System.arraycopy(from, row * width, to, (b * rows + r) * width, width);
        }
    }

    /** What a later layer reads: keys and values of all rows, queries of the rows of a state. */
    private void later(int l, RunState state) {
        if (state == all) {
            transformer.queriesKeysValues(l, all, workers);
            return;
        }
        Layer layer = transformer.weights().layers().get(l);
        transformer.norm(layer.attentionNorm(), all, workers);
        Transformer.project(layer.key(), all, all.key(l), workers);
        Transformer.project(layer.value(), all, all.value(l), workers);
        ends(all.residual(), ends.residual());
        ends(all.normed(), ends.normed());
        Transformer.project(layer.query(), ends, ends.query(), workers);
    }

    private void turn(float[] x, int heads, @Nullable Rotary tables) {
        if (tables != null && config.positions() instanceof RotaryPositions r) {
            Rotary.Pairing pairing =
                    r.interleaved() ? Rotary.Pairing.ADJACENT : Rotary.Pairing.HALVES;
            tables.forward(workers, x, batch, heads, config.dHead(), pairing);
        }
    }

    /** The queries of a state's rows, {@code T - past} a window, over the keys of all. */
    private void attend(int l, RunState state, int past) {
        int rows = T - past;
        int width = config.nHeads() * config.dHead();
        int kvWidth = config.nKvHeads() * config.dHead();
        var shape =
                new AttentionShape(rows, past, config.nHeads(), config.nKvHeads(), config.dHead());
        workers.forEach(
                batch,
                b ->
                        CausalAttention.forward(
                                workers,
                                new FloatRows(state.query(), b * rows * width, width),
                                new FloatRows(all.key(l), b * T * kvWidth, kvWidth),
                                new FloatRows(all.value(l), b * T * kvWidth, kvWidth),
                                new FloatRows(state.attended(), b * rows * width, width),
                                shape,
                                l,
                                null));
    }

    private void ends(float[] from, float[] to) {
        int floats = asked * config.dModel();
        for (int b = 0; b < batch; b++) {
            int at = ((b + 1) * T - asked) * config.dModel();
            System.arraycopy(from, at, to, b * floats, floats);
        }
    }

    /**
     * Scores of the next token at every position that is asked, after {@link #forward}.
     *
     * @return {@code [batch * asked, vocab]}, overwritten by the next call
     */
    public float[] logits() {
        WeightMatrix output = transformer.weights().output();
        Linear.forward(workers, ends.normed(), batch * asked, output, null, logits, false);
        return logits;
    }

    /**
     * The likeliest next token at every position that is asked; of equals the one with the lowest id.
     *
     * @param likeliest output, {@code [batch * asked]}
     */
    public void likeliest(int[] likeliest) {
        float[] z = logits();
        int vocab = config.vocab();
        for (int r = 0; r < batch * asked; r++) {
            likeliest[r] = Sampler.likeliest(z, r * vocab, vocab);
        }
    }
}
