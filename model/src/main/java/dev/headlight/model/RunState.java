package dev.headlight.model;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.UsageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that a forward pass writes. The buffers are planned once for the longest window and used again;
 * their size grows linearly with it, and what is wide (the feed-forward block) is held for some rows at a
 * time. One state serves one run at a time.
 *
 * <p>After {@link Transformer#forward} the buffers hold what the last layer left in them. Callers read
 * them, and between the steps of {@link Transformer} may write {@link #residual} and {@link #attended}.
 */
public final class RunState {

    /** Rows whose losses are taken together; a row of logits never exists for more. */
    private static final int LOSS_ROWS = 512;

    private final ModelConfig config;
    private final int maxTokens;
    private final @Nullable KeyValueCache cache;
    private final float[] residual; // [T, dModel]
    private final float[] normed; // [T, dModel]
    private final float[] query; // [T, nHeads, dHead]
    private final float[] key; // [T, nKvHeads, dHead]
    private final float[] value; // [T, nKvHeads, dHead]
    private final float[] attended; // [T, nHeads, dHead]
    private final float[] up; // [feedForwardRows, dFeedForward]
    private final float[] hidden; // [feedForwardRows, dFeedForward]
    private final int feedForwardRows;
    private float[] lossRows = new float[0]; // [LOSS_ROWS, dModel] once a loss has been asked for

    private AttentionShape shape;
    private int @Nullable [] kept; // positions whose rows are left, null for all
    private @Nullable Rotary rotary;
    private int rotaryStart;
    private int rotaryTokens;

    /** Buffers for windows of at most {@code maxTokens}. */
    public RunState(ModelConfig config, int maxTokens) {
        this(config, maxTokens, null);
    }

    /**
     * Buffers for at most {@code maxTokens} new positions at a time, whose keys and values go into {@code
     * cache} behind those that it holds.
     */
    public RunState(ModelConfig config, int maxTokens, @Nullable KeyValueCache cache) {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("windows of " + maxTokens + " tokens");
        }
        this.config = config;
        this.maxTokens = maxTokens;
        this.cache = cache;
        Sizes sizes = new Sizes(config, maxTokens);
        residual = floats(sizes.stream());
        normed = floats(sizes.stream());
        query = floats(sizes.query());
        key = floats(cache == null ? sizes.key() : 0);
        value = floats(cache == null ? sizes.key() : 0);
        attended = floats(sizes.query());
        feedForwardRows = sizes.feedForwardRows();
        up = floats(sizes.feedForward());
        hidden = floats(sizes.feedForward());
        shape = shape(0, 0);
    }

    /** Floats of each kind of buffer. */
    record Sizes(ModelConfig config, int maxTokens) {

        /** Floats that the two feed-forward buffers hold each, if that is at least 256 rows. */
        private static final int FEED_FORWARD = 1 << 22;

        long stream() {
            return (long) maxTokens * config.dModel();
        }

        long query() {
            return (long) maxTokens * config.nHeads() * config.dHead();
        }

        long key() {
            return (long) maxTokens * config.nKvHeads() * config.dHead();
        }

        /** Rows of equal parts, so that the last is not a small rest. */
        int feedForwardRows() {
            int most = Math.clamp(FEED_FORWARD / config.dFeedForward(), 256, 2048);
            int parts = (maxTokens + most - 1) / most;
            return (maxTokens + parts - 1) / parts;
        }

        long feedForward() {
            return (long) feedForwardRows() * config.dFeedForward();
        }

        long lossRows() {
            return (long) Math.min(LOSS_ROWS, maxTokens) * config.dModel();
        }

        long rotary() {
            return config.positions() instanceof RotaryPositions r
                    ? (long) maxTokens * r.dims()
                    : 0;
        }

        /** Bytes of a state that holds keys and values itself. */
        long bytes() {
            long floats = 2 * stream() + 2 * query() + 2 * key() + 2 * feedForward();
            return Float.BYTES * (floats + lossRows() + rotary());
        }
    }

    private static float[] floats(long size) {
        return new float[Math.toIntExact(size)];
    }

    /** Prepares for {@code tokens} new positions. */
    void begin(int tokens) {
        int past = cache == null ? 0 : cache.length();
        int room = cache == null ? maxTokens : Math.min(maxTokens, cache.capacity() - past);
        if (tokens < 1 || tokens > room) {
            throw new IllegalArgumentException(
                    "a window of " + tokens + " tokens, room for " + room);
        }
        if (config.positions() instanceof LearnedPositions && past + tokens > config.context()) {
            throw new UsageException(
                    "a window of "
                            + (past + tokens)
                            + " tokens is longer than the model's "
                            + config.context()
                            + " learned positions; use --context "
                            + config.context()
                            + " or less");
        }
        if (shape.T() != tokens || shape.past() != past) {
            shape = shape(tokens, past);
        }
        if (config.positions() instanceof RotaryPositions positions
                && (rotary == null || rotaryTokens != tokens || rotaryStart != past)) {
            rotary = positions.tables(past, tokens);
            rotaryStart = past;
            rotaryTokens = tokens;
        }
    }

    /** Prepares for rows of several windows, whose attention is another's business: see {@link WindowBatch}. */
    void beginRows(int rows) {
        if (rows < 1 || rows > maxTokens || cache != null) {
            throw new IllegalArgumentException(rows + " rows, room for " + maxTokens);
        }
        if (shape.T() != rows || shape.past() != 0) {
            shape = shape(rows, 0);
        }
    }

    /**
     * From here on only these positions of the window matter: their rows of {@link #residual} and {@link
     * #attended} move to the front.
     *
     * @param positions ascending
     */
    void keep(int[] positions) {
        int before = -1;
        for (int n = 0; n < positions.length; n++) {
            int position = positions[n];
            if (position <= before || position >= tokens()) {
                throw new IllegalArgumentException(
                        "position " + position + " after " + before + " of " + tokens());
            }
            before = position;
            move(residual, position, n, config.dModel());
            move(attended, position, n, config.nHeads() * config.dHead());
        }
        kept = positions.clone();
    }

    /** All positions matter: the residual stream has a row for each. */
    void keepAll() {
        kept = null;
    }

    private static void move(float[] x, int from, int to, int width) {
        System.arraycopy(x, from * width, x, to * width, width);
    }

    /** Rows of the residual stream: a window's positions, or those of them that are left. */
    int rows() {
        return kept == null ? tokens() : kept.length;
    }

    /** The row at which a position of the window stands. */
    int rowOf(int position) {
        int row = kept == null ? position : Arrays.binarySearch(kept, position);
        if (row < 0 || row >= rows()) {
            throw new IllegalArgumentException("the window was not run for position " + position);
        }
        return row;
    }

    /** The window has been run: a cache now holds its keys and values in every layer. */
    void end() {
        if (cache != null) {
            cache.extend(shape.T());
        }
    }

    private AttentionShape shape(int tokens, int past) {
        return new AttentionShape(tokens, past, config.nHeads(), config.nKvHeads(), config.dHead());
    }

    /** Turns {@code x [tokens, heads, dHead]} from {@code offset} on, where positions are rotary. */
    void rotate(float[] x, int offset, int heads, Workers workers) {
        if (rotary != null && config.positions() instanceof RotaryPositions positions) {
            Rotary.Pairing pairing =
                    positions.interleaved() ? Rotary.Pairing.ADJACENT : Rotary.Pairing.HALVES;
            int dHead = config.dHead();
            rotary.forward(workers, x, offset, heads * dHead, heads, dHead, pairing);
        }
    }

    /** New positions of the window. */
    public int tokens() {
        return shape.T();
    }

    /** The longest window. */
    public int maxTokens() {
        return maxTokens;
    }

    /** Positions before the window, held by the cache; 0 without one. */
    public int past() {
        return shape.past();
    }

    AttentionShape shape() {
        return shape;
    }

    /** The residual stream {@code x}, [T, dModel]. */
    public float[] residual() {
        return residual;
    }

    /** The latest norm of the residual stream, [T, dModel] or of the positions asked for: after the pass, the last one. */
    public float[] normed() {
        return normed;
    }

    /** Queries, positions in them, [T, nHeads, dHead]. With the keys they give any attention row again. */
    public float[] query() {
        return query;
    }

    /** Keys of layer {@code l}, positions in them, [past + T, nKvHeads, dHead]. */
    public float[] key(int l) {
        return cache == null ? key : cache.key(l);
    }

    /** Values of layer {@code l}, [past + T, nKvHeads, dHead]. */
    public float[] value(int l) {
        return cache == null ? value : cache.value(l);
    }

    /** The heads' outputs before {@code W_O}, [T, nHeads, dHead]. */
    public float[] attended() {
        return attended;
    }

    /** What goes up inside the feed-forward block, [feedForwardRows, dFeedForward]. */
    float[] up() {
        return up;
    }

    /** What comes down inside the feed-forward block, [feedForwardRows, dFeedForward]. */
    float[] hidden() {
        return hidden;
    }

    int feedForwardRows() {
        return feedForwardRows;
    }

    float[] lossRows() {
        if (lossRows.length == 0) {
            lossRows = floats(new Sizes(config, maxTokens).lossRows());
        }
        return lossRows;
    }
}
