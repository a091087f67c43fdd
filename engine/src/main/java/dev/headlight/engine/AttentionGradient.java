package dev.headlight.engine;

import java.util.Arrays;

/**
 * The gradients of one key/value head of one sequence and of the query heads that read it; the buffers of a thread.
 * The weights are made again from the log-sum-exp, a block of {@value #BLOCK} queries by as many keys at a time
 * (Dao et al. 2022, arXiv:2205.14135):
 *
 * <pre>
 * P = exp(Q K^T / sqrt(d) - logSumExp),  dP = dO V^T,  dS = P (dP - D) / sqrt(d),  D[i] = dO[i] . O[i]
 * dV = P^T dO,  dK = dS^T Q,  dQ = dS K
 * </pre>
 *
 * <p>The tile kernel leaves P and dS in panels of its own width, {@code [keys / COLS][queries][COLS]}: that is how it
 * reads a right operand. So dV and dK are made transposed, {@code dV^T = dO^T P}, and neither is packed again. dS is
 * also kept by rows, for all keys of a block of queries, and dQ is one product of them.
 */
final class AttentionGradient {

    private static final int ROWS = Kernels.TILE.rows();
    private static final int COLS = Kernels.TILE.cols();

    /** Queries and keys of a block; a multiple of the rows and of the columns of every tile. */
    static final int BLOCK = 96;

    private int T;
    private int d;
    private boolean causal;
    private boolean started; // whether the sums hold those of a query head
    private int step; // of the transposed sums
    private int rowStep; // of dS
    private float scale;

    private float[] keyColumns = {}; // [keys / COLS][d][COLS]
    private float[] valueColumns = {}; // [keys / COLS][d][COLS]
    private float[] keyRows = {}; // [d / COLS][T][COLS]
    private float[] lastQueries = {}; // [ROWS][d], of the rows that fill a tile in part
    private float[] lastGradients = {}; // [ROWS][d]
    private float[] queryColumns = {}; // [d / ROWS][T][ROWS]
    private float[] gradientColumns = {}; // [d / ROWS][T][ROWS]
    private float[] dKeys = {}; // [d][step]
    private float[] dValues = {}; // [d][step]
    private float[] dQueries = {}; // [T][whole columns of d]
    private float[] means = {}; // [T], D
    private final float[] weights = new float[BLOCK * BLOCK];
    private final float[] dWeights = new float[BLOCK * BLOCK];
    private float[] dScores = {}; // [BLOCK][rowStep], of all keys

    /** Begins a key/value head whose rows start at the given places. */
    void begin(
            int length,
            int dHead,
            boolean onlyBefore,
            float[] k,
            int ko,
            int kStep,
            float[] v,
            int vo,
            int vStep) {
        T = length;
        d = dHead;
        causal = onlyBefore;
        scale = (float) (1 / Math.sqrt(d));
        int keys = whole(T, COLS);
        step = keys % 256 == 0 ? keys + 16 : keys; // not all in the same lines of the cache
        rowStep = Scratch.apart(keys);
        dScores = Scratch.grown(dScores, BLOCK * rowStep);
        keyColumns = Scratch.grown(keyColumns, keys * d);
        valueColumns = Scratch.grown(valueColumns, keys * d);
        keyRows = Scratch.grown(keyRows, whole(d, COLS) * T);
        Packing.pack(k, ko, kStep, 1, T, COLS, d, keyColumns, 0, COLS * d);
        Packing.pack(v, vo, vStep, 1, T, COLS, d, valueColumns, 0, COLS * d);
        Packing.pack(k, ko, 1, kStep, d, COLS, T, keyRows, 0, COLS * T);
        int sums = whole(d, ROWS) * step;
        dKeys = Scratch.grown(dKeys, sums);
        dValues = Scratch.grown(dValues, sums);
        started = false;
        lastQueries = Scratch.grown(lastQueries, ROWS * d);
        lastGradients = Scratch.grown(lastGradients, ROWS * d);
        queryColumns = Scratch.grown(queryColumns, whole(d, ROWS) * T);
        gradientColumns = Scratch.grown(gradientColumns, whole(d, ROWS) * T);
        dQueries = Scratch.grown(dQueries, whole(T, ROWS) * whole(d, COLS));
        means = Scratch.grown(means, T);
    }

    private static int whole(int n, int of) {
        return Math.ceilDiv(n, of) * of;
    }

    /**
     * One query head: overwrites its dq and adds to the sums of keys and values. {@code at} is where the head's first
     * row starts, the rows are {@code qStep} (queries) and {@code oStep} (outputs) apart.
     */
    void head(
            float[] q,
            int qo,
            int qStep,
            float[] out,
            int oo,
            int oStep,
            float[] dOut,
            int go,
            int gStep,
            float[] logSumExp,
            int lo,
            float[] dq,
            int dqo,
            int dqStep) {
        rest(q, qo, qStep, lastQueries);
        rest(dOut, go, gStep, lastGradients);
        Packing.pack(q, qo, 1, qStep, d, ROWS, T, queryColumns, 0, ROWS * T);
        Packing.pack(dOut, go, 1, gStep, d, ROWS, T, gradientColumns, 0, ROWS * T);
        for (int i = 0; i < T; i++) {
            means[i] = Kernels.ROW.dot(dOut, go + i * gStep, out, oo + i * oStep, d);
        }
        for (int i = 0; i < T; i += BLOCK) {
            int rows = Math.min(BLOCK, T - i);
            int end = causal ? i + 1 : T;
            for (int j = 0; j < end; j += BLOCK) {
                int keys = Math.min(BLOCK, T - j);
                for (int panel = 0; panel < keys; panel += COLS) {
                    int from =
                            onDiagonal(i, j) ? panel : 0; // the rows before do not see these keys
                    scores(q, qo, qStep, lastQueries, keyColumns, weights, i, rows, j, panel, from);
                    scores(
                            dOut,
                            go,
                            gStep,
                            lastGradients,
                            valueColumns,
                            dWeights,
                            i,
                            rows,
                            j,
                            panel,
                            from);
                    Kernels.ATTENTION_GRADIENT.panel(
                            weights,
                            dWeights,
                            panel * BLOCK,
                            from,
                            rows,
                            scale,
                            logSumExp,
                            lo + i,
                            means,
                            i,
                            dScores,
                            j + panel,
                            rowStep);
                    if (onDiagonal(i, j)) {
                        clearFuture(panel, rows);
                    }
                    boolean add = started || i > (causal ? j : 0);
                    keysAndValues(i, rows, j, panel, from, add);
                }
            }
            queries(i, rows);
        }
        started = true;
        int width = whole(d, COLS);
        for (int i = 0; i < T; i++) {
            System.arraycopy(dQueries, i * width, dq, dqo + i * dqStep, d);
        }
    }

    /** Whether a block holds keys that some of its queries do not read. */
    private boolean onDiagonal(int i, int j) {
        return causal && i == j;
    }

    /** Rows that do not fill a tile, after which the array may end. */
    private void rest(float[] x, int o, int xStep, float[] rest) {
        int whole = T / ROWS * ROWS;
        for (int i = whole; i < T; i++) {
            System.arraycopy(x, o + i * xStep, rest, (i - whole) * d, d);
        }
    }

    /**
     * Products of queries and keys, or of gradients and values, of a panel, from the row group of {@code from} on. The
     * rows are read where they are.
     */
    private void scores(
            float[] x,
            int o,
            int xStep,
            float[] rest,
            float[] columns,
            float[] y,
            int i,
            int rows,
            int j,
            int panel,
            int from) {
        int b = (j + panel) * d;
        for (int r = from / ROWS * ROWS; r < rows; r += ROWS) {
            int at = panel * BLOCK + r * COLS;
            if (r + ROWS <= rows) {
                int a = o + (i + r) * xStep;
                Kernels.TILE.multiplyRows(d, x, a, xStep, columns, b, y, at, COLS);
            } else {
                Kernels.TILE.multiplyRows(d, rest, 0, d, columns, b, y, at, COLS);
            }
        }
    }

    /** In a block on the diagonal: the keys of a panel after the query. */
    private void clearFuture(int panel, int rows) {
        for (int r = panel; r < Math.min(rows, panel + COLS); r++) {
            int at = panel * BLOCK + r * COLS;
            int own = r - panel + 1;
            Arrays.fill(weights, at + own, at + COLS, 0);
            Arrays.fill(dWeights, at + own, at + COLS, 0);
        }
    }

    private void keysAndValues(int i, int rows, int j, int panel, int from, boolean add) {
        int b = panel * BLOCK + from * COLS;
        for (int e = 0; e < d; e += ROWS) {
            int a = e * T + (i + from) * ROWS;
            int c = e * step + j + panel;
            int kn = rows - from;
            Kernels.TILE.multiply(kn, gradientColumns, a, weights, b, dValues, c, step, add);
            Kernels.TILE.multiply(kn, queryColumns, a, dWeights, b, dKeys, c, step, add);
        }
    }

    /** Of a block of queries, once dS of all its keys is there. */
    private void queries(int i, int rows) {
        int width = whole(d, COLS);
        if (causal) { // a group of rows is multiplied by the keys of its last
            for (int r = 0; r < rows; r++) {
                int at = r * rowStep + i + r + 1;
                Arrays.fill(dScores, at, Math.min(at + ROWS, (r + 1) * rowStep), 0);
            }
        }
        for (int e = 0; e < d; e += COLS) {
            for (int r = 0; r < rows; r += ROWS) {
                Kernels.TILE.multiplyRows(
                        causal ? Math.min(T, i + r + ROWS) : T,
                        dScores,
                        r * rowStep,
                        rowStep,
                        keyRows,
                        e * T,
                        dQueries,
                        (i + r) * width + e,
                        width);
            }
        }
    }

    /** Ends the key/value head: overwrites its dk and dv. */
    void finish(float[] dk, int dko, int dkStep, float[] dv, int dvo, int dvStep) {
        Kernels.PACK.transpose(dKeys, 0, step, d, T, dk, dko, dkStep);
        Kernels.PACK.transpose(dValues, 0, step, d, T, dv, dvo, dvStep);
    }
}
