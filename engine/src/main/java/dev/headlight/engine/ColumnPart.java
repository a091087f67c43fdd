package dev.headlight.engine;

import dev.headlight.engine.BlockedProduct.Out;
import dev.headlight.engine.BlockedProduct.Rights;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Some columns of a product and what is left to do for them: panels of B to pack, then blocks of rows to multiply by them. Any
 * number of threads may {@link #work} on it at a time, and a thread that comes late finds nothing left.
 */
final class ColumnPart {

    private static final int ROWS = Kernels.TILE.rows();
    private static final int COLS = Kernels.TILE.cols();

    /** Multiplications of a task, at least: about ten microseconds, where handing it over costs less than one. */
    private static final int TASK = 1 << 19;

    /** Rows of a packing task: what lies one after another in memory is read in order. */
    private static final int ROWS_AT_LEAST = 32;

    /** Tiles of a block at most. */
    private static final int MOST = BlockedProduct.MC / ROWS;

    private final Operands of;
    private final FloatMatrix[] a; // its left operands
    private final int j0;
    private final int j1;
    private final float[] packed;
    private final int origin; // of panel 0 in it
    private final int threads;

    /** Whether a packing task is some rows of all panels, rather than all rows of some panels. */
    private final boolean byRows;

    private final int toPack; // rows or panels
    private final int share; // of a packing task
    private final int least; // tiles of a block
    private final Shares blocks;

    // Not atomic integers of their own: a product of a training step makes few objects.
    @SuppressWarnings("UnusedVariable") // by its counter
    private volatile int nextPacked;

    private volatile int notPacked;

    private static final AtomicIntegerFieldUpdater<ColumnPart> NEXT_PACKED = counter("nextPacked");
    private static final AtomicIntegerFieldUpdater<ColumnPart> NOT_PACKED = counter("notPacked");

    /**
     * A product: see {@link BlockedProduct}.
     *
     * @param a left operands, all with the same K
     * @param c outputs, {@code [left operands][right operands]}
     * @param add whether C is added to
     * @param upper whether only the tiles that reach the diagonal or lie above it are asked for
     */
    record Operands(FloatMatrix[] a, Rights b, Out[] c, boolean add, boolean upper) {}

    /**
     * Panels {@code j0 .. j1 - 1} of all right operands. Where they are not packed yet, they are to be in a buffer of the thread
     * that calls this.
     *
     * @param number of this part among those that are worked on together
     */
    ColumnPart(Operands of, int number, int j0, int j1, int threads) {
        this.of = of;
        a = of.a;
        this.j0 = j0;
        this.j1 = j1;
        int K = a[0].cols();
        PackedRight.Part ready = of.b.packed();
        if (ready == null) {
            packed = Scratch.mine().panels(number, Math.multiplyExact((j1 - j0) * COLS, K));
            origin = -j0 * COLS * K;
        } else {
            packed = ready.data();
            origin = ready.at();
        }
        this.threads = threads;
        long tile = (long) ROWS * K * (j1 - j0) * COLS;
        least = Math.clamp(TASK / tile, 1, MOST);
        blocks = new Shares(threads);
        for (int t = 0; t < threads; t++) {
            int count = 0;
            for (FloatMatrix left : a) {
                count += RowBlocks.count(tiles(left, t), MOST, least);
            }
            blocks.add(t, count);
        }
        byRows = of.b.byRows();
        toPack = ready != null ? 0 : byRows ? K : j1 - j0;
        share = Math.max(byRows ? ROWS_AT_LEAST : 1, Math.ceilDiv(toPack, 8 * threads));
        notPacked = toPack;
    }

    private static AtomicIntegerFieldUpdater<ColumnPart> counter(String name) {
        return AtomicIntegerFieldUpdater.newUpdater(ColumnPart.class, name);
    }

    /** The first tile of a thread's rows. */
    private int firstTile(FloatMatrix left, int thread) {
        return Shares.start(Math.ceilDiv(left.rows(), ROWS), thread, threads);
    }

    private int tiles(FloatMatrix left, int thread) {
        return firstTile(left, thread + 1) - firstTile(left, thread);
    }

    /** Does all of them: each thread first what is left of one, then helps with the others. */
    static void work(Workers workers, ColumnPart[] parts) {
        int blocks = 0;
        for (ColumnPart part : parts) {
            blocks += part.blocks.count();
        }
        workers.forEach(
                Math.min(workers.threads(), blocks),
                thread -> {
                    for (int p = 0; p < parts.length; p++) {
                        parts[(thread + p) % parts.length].work(thread);
                    }
                });
    }

    /**
     * Does what nobody has begun. Who finds nothing left to pack waits for the others' last panels: they are under way, so it is
     * shorter than ending a job and beginning another.
     */
    void work(int thread) {
        int K = a[0].cols();
        int from = NEXT_PACKED.getAndAdd(this, share);
        for (; from < toPack; from = NEXT_PACKED.getAndAdd(this, share)) {
            int to = Math.min(toPack, from + share);
            try {
                if (byRows) {
                    of.b.pack(j0, j1, from, to, K, packed, 0);
                } else {
                    of.b.pack(j0 + from, j0 + to, 0, K, K, packed, from * COLS * K);
                }
            } finally {
                NOT_PACKED.addAndGet(this, from - to);
            }
        }
        while (notPacked > 0) {
            Thread.onSpinWait();
        }
        for (int block = blocks.take(thread); block >= 0; block = blocks.take(thread)) {
            multiply(block);
        }
    }

    private void multiply(int number) {
        int block = number;
        for (int t = 0; ; t++) {
            for (int l = 0; l < a.length; l++) {
                int tiles = tiles(a[l], t);
                int count = RowBlocks.count(tiles, MOST, least);
                if (block < count) {
                    int first = firstTile(a[l], t);
                    int m0 = (first + RowBlocks.first(block, tiles, MOST, least)) * ROWS;
                    int end = (first + RowBlocks.first(block + 1, tiles, MOST, least)) * ROWS;
                    int m = Math.min(a[l].rows(), end) - m0;
                    int j = of.upper ? Math.max(j0, m0 / COLS) : j0;
                    if (j < j1) {
                        BlockedProduct.block(of, l, m0, m, packed, origin, j, j1);
                    }
                    return;
                }
                block -= count;
            }
        }
    }
}
