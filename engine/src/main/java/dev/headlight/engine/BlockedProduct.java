package dev.headlight.engine;

import org.jspecify.annotations.Nullable;

/**
 * {@code C (+)= A B + bias} by blocks (Goto and van de Geijn 2008, doi:10.1145/1356052.1356053): the rows of a register
 * tile ({@code rows x KC}) come from the first-level cache or the edge of it, a packed block of A ({@code MC x KC}) and a few panels of B
 * in the second, the packed columns of B in the third. Threads pack a {@link ColumnPart} of B, then take blocks of rows.
 *
 * <p>A tile's rows go along the panels, rather than a panel down the rows: the rows are the smaller part of a tile's
 * operands, so they fill the first-level cache less, and C is written in fewer pages. It was 3 to 5% faster.
 *
 * <p>Every element of C is summed in the same order whatever the number of threads, since only the blocks of K
 * decide it.
 */
final class BlockedProduct {

    private static final int ROWS = Kernels.TILE.rows();
    private static final int COLS = Kernels.TILE.cols();

    /**
     * Of a longer inner side so many at a time: the fewer the parts, the less often C is read and written. Where K is 576 and N
     * 3,072, one part was 4% faster than two and 15% faster than three (16 lanes, two threads).
     */
    static final int KC = 768;

    /** Most rows of a block. */
    static final int MC = 144;

    /** Floats of B that are multiplied by a whole block of A before the next: with that block they stay in the second-level cache. */
    private static final int GROUP = 3 << 15;

    /** Most floats of B that are packed at a time. */
    private static final int CHUNK = 1 << 21;

    private BlockedProduct() {}

    /**
     * Right operands that lie side by side, and where their products go.
     *
     * @param b the operands, all with the same K
     * @param n columns of each
     * @param bias of each, added to every row, or null
     * @param packed where a single one is packed already, b then being empty; or null
     */
    record Rights(
            Panels[] b,
            int[] n,
            float @Nullable [] @Nullable [] bias,
            PackedRight.@Nullable Part packed) {

        Rights(Panels[] b, int[] n, float @Nullable [] @Nullable [] bias) {
            this(b, n, bias, null);
        }

        /** One operand, without a bias. */
        static Rights of(FloatMatrix b) {
            return new Rights(new Panels[] {new Panels.OfFloats(b)}, new int[] {b.cols()}, null);
        }

        /** Panels of all. */
        int panels() {
            int sum = 0;
            for (int columns : n) {
                sum += Math.ceilDiv(columns, COLS);
            }
            return sum;
        }

        /** One operand of {@code columns}, packed. */
        static Rights packed(PackedRight.Part part, int columns) {
            return new Rights(new Panels[0], new int[] {columns}, null, part);
        }

        /** Whether each is {@link Panels#byRows}. */
        boolean byRows() {
            for (Panels right : b) {
                if (!right.byRows()) {
                    return false;
                }
            }
            return true;
        }

        /**
         * Packs rows {@code k0 .. k1 - 1} of panels {@code j0 .. j1 - 1} of all to {@code d[at ..]}; all K rows where they
         * are not {@link #byRows}.
         */
        void pack(int j0, int j1, int k0, int k1, int K, float[] d, int at) {
            int start = 0;
            for (int i = 0; i < n.length; i++) {
                int end = start + Math.ceilDiv(n[i], COLS);
                int from = Math.max(j0, start);
                int to = Math.min(j1, end);
                if (from < to) {
                    int column = (from - start) * COLS;
                    int count = Math.min((to - from) * COLS, n[i] - column);
                    int p = at + (from - j0) * COLS * K;
                    if (k1 - k0 == K) {
                        b[i].pack(column, count, d, p);
                    } else {
                        b[i].packRows(k0, k1, column, count, d, p);
                    }
                }
                start = end;
            }
        }
    }

    /** A matrix that is written: row {@code i} at {@code data[offset + i * rowStep ..]}. */
    record Out(float[] data, int offset, int rowStep) {}

    /** One product, {@code C (+)= A B + bias}, of N columns. */
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
        multiply(
                workers,
                new FloatMatrix[] {a},
                new Rights(new Panels[] {b}, new int[] {N}, new float[][] {bias}),
                new Out[] {new Out(c, co, cStep)},
                add);
    }

    /**
     * Every left operand by every right one, {@code C[l, r] (+)= A[l] B[r] + bias[r]}: what they share is packed once.
     *
     * @param a left operands, all with the same K
     * @param c outputs, {@code [left operands][right operands]}
     */
    static void multiply(Workers workers, FloatMatrix[] a, Rights b, Out[] c, boolean add) {
        multiply(workers, new ColumnPart.Operands(a, b, c, add, false));
    }

    /** The same, or only a part of it, as the operands say. */
    static void multiply(Workers workers, ColumnPart.Operands of) {
        int K = of.a()[0].cols();
        int all = of.b().panels();
        int M = rows(of.a());
        if (M == 0 || all == 0) {
            return;
        }
        int most = Math.max(1, CHUNK / K / COLS);
        int chunk = Math.ceilDiv(all, Math.ceilDiv(all, most));
        int threads = workers.threads();
        for (int from = 0; from < all; from += chunk) {
            int panels = Math.min(chunk, all - from);
            var parts = new ColumnPart[parts(M, panels, threads)];
            for (int p = 0; p < parts.length; p++) {
                int j0 = from + panels * p / parts.length;
                int j1 = from + panels * (p + 1) / parts.length;
                parts[p] = new ColumnPart(of, p, j0, j1, threads);
            }
            ColumnPart.work(workers, parts);
        }
    }

    /** Rows of all. */
    static int rows(FloatMatrix[] a) {
        int rows = 0;
        for (FloatMatrix left : a) {
            rows += left.rows();
        }
        return rows;
    }

    /**
     * Into how many parts the columns are cut: one for each thread, or one for all together.
     *
     * <p>What two threads read lies in both their caches, and whoever writes it next waits for the other's copy to be given up: to
     * pack a panel that only one thread reads took a quarter of the time. But then every thread packs all rows of A, so it is done where
     * they are fewer than the columns: at 512 rows of a model 576 wide it saved 5% of a pass, from 1,024 rows on nothing.
     */
    private static int parts(int rows, int panels, int threads) {
        return (long) rows * (threads - 1) < (long) panels * COLS ? Math.min(threads, panels) : 1;
    }

    /** {@code C (+)= bias[from .. from + n - 1]} in every row. */
    private static void addBias(
            float[] bias, int from, int n, float[] c, int co, int cStep, int rows, boolean add) {
        for (int i = 0; i < rows; i++) {
            int row = co + i * cStep;
            if (add) {
                for (int j = 0; j < n; j++) {
                    c[row + j] += bias[from + j];
                }
            } else {
                System.arraycopy(bias, from, c, row, n);
            }
        }
    }

    /**
     * Rows {@code m0 .. m0 + rows - 1} of left operand {@code l} times panels {@code j0 .. j1 - 1}.
     *
     * @param packed panels, packed
     * @param origin where panel 0 is in it, or would be
     */
    static void block(
            ColumnPart.Operands of,
            int l,
            int m0,
            int rows,
            float[] packed,
            int origin,
            int j0,
            int j1) {
        FloatMatrix a = of.a()[l];
        Rights b = of.b();
        int K = a.cols();
        int kc = Math.ceilDiv(K, Math.ceilDiv(K, KC)); // equal blocks
        LeftBlock left = Scratch.mine().left();
        for (int k0 = 0; k0 < K; k0 += kc) {
            int kn = Math.min(kc, K - k0);
            left.begin(a, m0, rows, k0, kn, (j1 - j0) * COLS);
            int start = 0; // of a right operand's panels
            for (int r = 0; r < b.n.length; r++) {
                int end = start + Math.ceilDiv(b.n[r], COLS);
                int from = Math.max(j0, start);
                int to = Math.min(j1, end);
                if (from < to) {
                    float[] bias = b.bias == null ? null : b.bias[r];
                    int column = (from - start) * COLS;
                    int n = Math.min((to - from) * COLS, b.n[r] - column);
                    Out out = of.c()[l * b.n.length + r];
                    int co = out.offset + m0 * out.rowStep + column;
                    if (bias != null && k0 == 0) {
                        addBias(bias, column, n, out.data, co, out.rowStep, rows, of.add());
                    }
                    boolean plus = of.add() || k0 > 0 || bias != null;
                    int bo = origin + (from * K + k0) * COLS;
                    tiles(left, packed, bo, K * COLS, n, out, co, plus);
                }
                start = end;
            }
        }
        left.end();
    }

    /** A block of A times consecutive panels of B, {@code panel} floats apart. */
    private static void tiles(
            LeftBlock left,
            float[] b,
            int bo,
            int panel,
            int columns,
            Out out,
            int co,
            boolean add) {
        float[] c = out.data;
        int cStep = out.rowStep;
        int rows = left.rows();
        int group = Math.max(1, GROUP / (left.depth() * COLS)) * COLS;
        for (int from = 0; from < columns; from += group) {
            int to = Math.min(columns, from + group);
            for (int i = 0; i < rows; i += ROWS) {
                int m = Math.min(ROWS, rows - i);
                for (int j = from; j < to; j += COLS) {
                    int right = bo + j / COLS * panel;
                    int at = co + i * cStep + j;
                    int n = Math.min(COLS, columns - j);
                    boolean whole = m == ROWS && n == COLS;
                    if (whole && !(add && left.onlyOverwrites(i))) {
                        left.multiply(i, b, right, c, at, cStep, add);
                    } else {
                        edge(left, i, b, right, c, at, cStep, add, m, n);
                    }
                }
            }
        }
    }

    /** A tile of which only {@code m x n} lie in C, or that is added by itself. */
    private static void edge(
            LeftBlock left,
            int row,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add,
            int m,
            int n) {
        float[] tile = Scratch.mine().edge(ROWS * COLS);
        left.multiply(row, b, bo, tile, 0, COLS, false);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = co + i * cStep + j;
                c[at] = add ? c[at] + tile[i * COLS + j] : tile[i * COLS + j];
            }
        }
    }
}
