package dev.headlight.model;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.CrossEntropy;
import dev.headlight.engine.FloatRows;
import dev.headlight.engine.Linear;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig.RotaryPositions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs of one window side by side, such as one with each of some heads changed: the steps of {@link Transformer} on
 * the rows of all runs at once, so that each projection is one large matrix product. A run may branch off another in
 * the middle of a layer, and may be left off when nothing reads it any more. Row {@code r T + t} of every array is
 * position {@code t} of run {@code r}.
 *
 * <p>The caller drives the steps in their order, {@link #project}, {@link #attend}, {@link #addAttention}, {@link
 * #addFeedForward}, a layer at a time, and may write {@link #attended} and {@link #branch} between the second and the
 * third. One thread at a time.
 *
 * <p>A run's figures are the same whatever runs beside it, bit for bit: where so few rows would go through a product
 * that {@link Linear} took another way, rows that nobody reads go with them.
 */
public final class StackedRuns {

    /** Rows whose losses are taken together. */
    private static final int LOSS_ROWS = 512;

    private final Transformer transformer;
    private final ModelConfig config;
    private final Workers workers;
    private final RunState state; // [runs * T] rows, and a few behind them
    private final int room;
    private final Map<Integer, Rotary> rotary = new HashMap<>(); // by T
    private int T;
    private int runs;
    private int kept = -1; // positions of each run that are left, -1 for all

    /**
     * Buffers for some rows.
     *
     * @param rows of all runs together, at least a window's
     */
    public StackedRuns(Transformer transformer, int rows, Workers workers) {
        this.transformer = transformer;
        this.workers = workers;
        config = transformer.config();
        room = rows;
        state = new RunState(config, rows + Linear.FEW);
    }

    /** Bytes that so many rows take. */
    public static long bytes(ModelConfig config, int rows) {
        return new RunState.Sizes(config, rows + Linear.FEW).bytes();
    }

    /**
     * Begins a window with one run, number 0, before the first layer.
     *
     * @param tokens [T] ids
     * @throws dev.headlight.text.InputException where an id is not in the vocabulary
     */
    public void begin(int[] tokens) {
        T = tokens.length;
        transformer.embed(tokens, state);
        runs = 1;
        kept = -1;
    }

    /**
     * Begins a window with one run, number 0, before a later layer.
     *
     * @param residual {@code [T, dModel]} the stream that enters it
     */
    public void resume(int T, float[] residual) {
        this.T = T;
        System.arraycopy(residual, 0, state.residual(), 0, T * config.dModel());
        runs = 1;
        kept = -1;
    }

    /** How many runs there are. */
    public int runs() {
        return runs;
    }

    /** Most runs of a window of {@code T} tokens. */
    public int most(int T) {
        return room / T;
    }

    /** The stream of run 0, {@code [T, dModel]}, to {@link #resume} from. */
    public float[] stream() {
        return Arrays.copyOf(state.residual(), T * config.dModel());
    }

    /** The heads' outputs before {@code W_O}, {@code [runs T, nHeads, dHead]}. */
    public float[] attended() {
        return state.attended();
    }

    /** The values of the layer under way, {@code [runs T, nKvHeads, dHead]}, of those runs that were there in {@link #project}. */
    public float[] values() {
        return state.value(0);
    }

    /**
     * A run more, that has done so far what another did.
     *
     * @return its number, the next
     */
    public int branch(int from) {
        int to = runs++;
        if (to >= most(T)) {
            throw new IllegalStateException(
                    runs + " runs of " + T + " tokens, room for " + most(T));
        }
        copy(from, to);
        return to;
    }

    /** Leaves off a run; the last takes its number. */
    public void leaveOff(int run) {
        runs--;
        if (run != runs) {
            copy(runs, run);
        }
    }

    private void copy(int from, int to) {
        copy(state.residual(), config.dModel(), from, to);
        copy(state.attended(), config.nHeads() * config.dHead(), from, to);
    }

    private void copy(float[] x, int width, int from, int to) {
        System.arraycopy(x, from * T * width, x, to * T * width, T * width);
    }

    /** So many rows and as few more as keep every product, and each part of the feed-forward block, from having few. */
    private int padded(int rows) {
        int rest = rows % state.feedForwardRows();
        return rows + (rest > 0 ? Math.max(0, Linear.FEW - rest) : 0);
    }

    /** Norm, queries, keys and values of all runs, positions in them. */
    public void project(int l) {
        state.keepAll();
        state.beginRows(padded(runs * T));
        transformer.queriesKeysValues(l, state, workers);
        if (config.positions() instanceof RotaryPositions positions) {
            Rotary tables = rotary.computeIfAbsent(T, length -> positions.tables(0, length));
            Rotary.Pairing pairing =
                    positions.interleaved() ? Rotary.Pairing.ADJACENT : Rotary.Pairing.HALVES;
            tables.forward(workers, state.query(), runs, config.nHeads(), config.dHead(), pairing);
            tables.forward(workers, state.key(0), runs, config.nKvHeads(), config.dHead(), pairing);
        }
    }

    /**
     * Attention of all runs, each over its own values.
     *
     * @param pattern which run's queries and keys decide where run {@code r} looks: {@code pattern[r]}, usually r
     */
    public void attend(int l, int[] pattern) {
        int width = config.nHeads() * config.dHead();
        int kvWidth = config.nKvHeads() * config.dHead();
        var shape = new AttentionShape(T, 0, config.nHeads(), config.nKvHeads(), config.dHead());
        workers.forEach(
                runs,
                r -> {
                    int looks = pattern[r] * T;
                    CausalAttention.forward(
                            workers,
                            new FloatRows(state.query(), looks * width, width),
                            new FloatRows(state.key(0), looks * kvWidth, kvWidth),
                            new FloatRows(state.value(0), r * T * kvWidth, kvWidth),
                            new FloatRows(state.attended(), r * T * width, width),
                            shape,
                            l,
                            null);
                });
    }

    /**
     * From here on only these positions of each run matter. In the last layer, after its attention.
     *
     * @param positions ascending
     */
    public void keep(int[] positions) {
        state.keepAll();
        state.beginRows(runs * T + Linear.FEW);
        int read = runs * positions.length;
        int[] rows = new int[padded(read)];
        for (int n = 0; n < rows.length; n++) {
            rows[n] =
                    n < read
                            ? n / positions.length * T + positions[n % positions.length]
                            : runs * T + n - read;
        }
        state.keep(rows);
        kept = positions.length;
    }

    /** {@code x += W_O attended}. */
    public void addAttention(int l) {
        if (kept < 0) {
            state.beginRows(padded(runs * T));
        }
        transformer.addAttention(l, state, workers);
    }

    /** {@code x += down(act(gate(norm x)) * up(norm x))}. */
    public void addFeedForward(int l) {
        transformer.addFeedForward(l, state, workers);
    }

    /**
     * Ends the window: the last norm, and the loss at the positions that were kept.
     *
     * @param next the token that follows each of them
     * @return {@code -ln p(next[n])} in nats [run][position kept]
     */
    public double[][] losses(int[] next) {
        if (kept != next.length) {
            throw new IllegalArgumentException(next.length + " tokens of " + kept + " positions");
        }
        transformer.finish(state, workers);
        int n = runs * kept;
        int dModel = config.dModel();
        double[] nll = new double[n];
        for (int from = 0; from < n; from += LOSS_ROWS) {
            int read = Math.min(LOSS_ROWS, n - from);
            int count = Math.max(read, Linear.FEW);
            int[] targets = new int[count];
            for (int i = 0; i < count; i++) {
                targets[i] = next[(from + i) % kept];
            }
            float[] rows =
                    Arrays.copyOfRange(state.normed(), from * dModel, (from + count) * dModel);
            double[] some = new double[count];
            CrossEntropy.forward(
                    workers, rows, count, transformer.weights().output(), targets, some);
            System.arraycopy(some, 0, nll, from, read);
        }
        double[][] byRun = new double[runs][];
        for (int r = 0; r < runs; r++) {
            byRun[r] = Arrays.copyOfRange(nll, r * kept, (r + 1) * kept);
        }
        return byRun;
    }
}
