package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * {@code C (+)= A B + bias} by blocks (Goto and van de Geijn 2008, doi:10.1145/1356052.1356053): a panel of B
 * ({@code KC x cols}) stays in the first-level cache, a packed block of A ({@code MC x KC}) in the second, the
 * packed chunk of B in the third. First all threads pack a chunk of B, then each takes blocks of rows.
 *
 * <p>Every element of C is summed in the same order whatever the number of threads, since only the blocks of K
 * decide it.
 */
final class BlockedProduct {

    private static final int ROWS = Kernels.TILE.rows();
    private static final int COLS = Kernels.TILE.cols();
    private static final int KC = Math.clamp(8192 / COLS, 128, 512);
    private static final int MC = 144;

    /** Most floats of B that are packed at a time. */
    private static final int CHUNK = 1 << 21;

    private BlockedProduct() {}

    /** The left operand and its sizes: element {@code (i, k)} at {@code data[offset + i * rowStep + k * colStep]}. */
    static void multiply(
            Workers workers,
            FloatMatrix a,
            Panels b,
            int N,
            float @Nullable [] bias,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        int M = a.rows();
        int K = a.cols();
        if (M == 0 || N == 0) {
            return;
        }
        int most = Math.max(COLS, CHUNK / K / COLS * COLS);
        int width = Math.ceilDiv(Math.ceilDiv(N, Math.ceilDiv(N, most)), COLS) * COLS;
        float[] packed =
                Scratch.mine().panels(Math.multiplyExact(width, K)); // of the caller, read by all
        int threads = workers.threads();
        for (int from = 0; from < N; from += width) {
            int n0 = from;
            int cols = Math.min(width, N - n0);
            int panels = Math.ceilDiv(cols, COLS);
            int share = Math.ceilDiv(panels, 4 * threads);
            workers.forEach(
                    Math.ceilDiv(panels, share),
                    task -> {
                        int j = task * share * COLS;
                        b.pack(n0 + j, Math.min(share * COLS, cols - j), packed, j * K);
                    });
            int blocks = Math.ceilDiv(Math.ceilDiv(M, MC), threads) * threads;
            int mc = Math.ceilDiv(Math.ceilDiv(M, blocks), ROWS) * ROWS;
            int rowBlocks = Math.ceilDiv(M, mc);
            // Too few rows for all threads: the columns are shared too.
            int groups = Math.min(panels, Math.ceilDiv(threads, rowBlocks));
            int perGroup = Math.ceilDiv(panels, groups);
            workers.forEach(
                    rowBlocks * groups,
                    task -> {
                        int m0 = task / groups * mc;
                        int j0 = task % groups * perGroup;
                        int rows = Math.min(mc, M - m0);
                        int at = co + m0 * cStep + n0;
                        int j1 = Math.min(panels, j0 + perGroup);
                        if (bias != null) {
                            int end = Math.min(cols, j1 * COLS);
                            addBias(bias, n0, j0 * COLS, end, c, at, cStep, rows, add);
                        }
                        block(a, m0, rows, packed, j0, j1, cols, c, at, cStep, add || bias != null);
                    });
        }
    }

    private static void addBias(
            float[] bias,
            int n0,
            int from,
            int to,
            float[] c,
            int at,
            int cStep,
            int rows,
            boolean add) {
        for (int i = 0; i < rows; i++) {
            int row = at + i * cStep;
            if (add) {
                for (int j = from; j < to; j++) {
                    c[row + j] += bias[n0 + j];
                }
            } else if (from < to) {
                System.arraycopy(bias, n0 + from, c, row + from, to - from);
            }
        }
    }

    /** Rows {@code m0 .. m0 + rows - 1} times panels {@code j0 .. j1 - 1} of a chunk of {@code cols} columns. */
    private static void block(
            FloatMatrix a,
            int m0,
            int rows,
            float[] b,
            int j0,
            int j1,
            int cols,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        int K = a.cols();
        int kc = Math.ceilDiv(K, Math.ceilDiv(K, KC)); // equal blocks
        float[] packed = Scratch.mine().block((MC + 2 * ROWS) * KC);
        for (int k0 = 0; k0 < K; k0 += kc) {
            int kn = Math.min(kc, K - k0);
            boolean plus = add || k0 > 0;
            Packing.pack(
                    a.data(),
                    a.offset() + m0 * a.rowStep() + k0 * a.colStep(),
                    a.rowStep(),
                    a.colStep(),
                    rows,
                    ROWS,
                    kn,
                    packed,
                    0,
                    ROWS * kn);
            for (int j = j0; j < j1; j++) {
                int bo = (j * K + k0) * COLS;
                for (int i = 0; i < rows; i += ROWS) {
                    int at = co + i * cStep + j * COLS;
                    int m = Math.min(ROWS, rows - i);
                    int n = Math.min(COLS, cols - j * COLS);
                    if (m == ROWS && n == COLS) {
                        Kernels.TILE.multiply(kn, packed, i * kn, b, bo, c, at, cStep, plus);
                    } else {
                        edge(kn, packed, i * kn, b, bo, c, at, cStep, plus, m, n);
                    }
                }
            }
        }
    }

    /** A tile of which only {@code m x n} lie in C. */
    private static void edge(
            int kn,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add,
            int m,
            int n) {
        float[] tile = Scratch.mine().edge(ROWS * COLS);
        Kernels.TILE.multiply(kn, a, ao, b, bo, tile, 0, COLS, false);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = co + i * cStep + j;
                c[at] = add ? c[at] + tile[i * COLS + j] : tile[i * COLS + j];
            }
        }
    }
}
