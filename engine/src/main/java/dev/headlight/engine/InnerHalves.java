package dev.headlight.engine;

import dev.headlight.engine.BlockedProduct.Out;
import dev.headlight.engine.BlockedProduct.Rights;

/**
 * {@code C = C + A B} where the inner side is long and C small, as in the gradient by a weight of a small model: one half of the
 * inner side is added to C, the other summed apart and added then. Each half is read by one thread where there are two, the one
 * that wrote its rows: what crosses from one thread's cache to the other's is C, and not half of A and B. Packing them from there
 * took three times as long.
 *
 * <p>The halves are the same whatever the number of threads, and so is every sum. With more threads some share a half; with one it
 * does both.
 */
final class InnerHalves {

    private static final int COLS = Kernels.TILE.cols();

    /** How much smaller than the operands C is at least. */
    private static final int SMALLER = 4;

    /** Least length of the inner side. */
    private static final int LONG = 256;

    private InnerHalves() {}

    /** Whether it is worth the second sum: the largest C is small beside its A and B. */
    static boolean pay(FloatMatrix[] a, FloatMatrix b) {
        long rows = 0;
        for (FloatMatrix left : a) {
            rows = Math.max(rows, left.rows());
        }
        return b.rows() >= LONG && SMALLER * rows * b.cols() <= b.rows() * (rows + b.cols());
    }

    /** {@code C[l] = C[l] + A[l] B} for all l. */
    static void multiply(Workers workers, FloatMatrix[] a, FloatMatrix b, Out[] c) {
        int n = b.cols();
        int first = b.rows() / 2;
        int second = b.rows() - first;
        float[] sums = Scratch.mine().innerSums(Math.multiplyExact(BlockedProduct.rows(a), n));
        var a0 = new FloatMatrix[a.length];
        var a1 = new FloatMatrix[a.length];
        var apart = new Out[a.length];
        int at = 0;
        for (int l = 0; l < a.length; l++) {
            a0[l] = a[l].columns(0, first);
            a1[l] = a[l].columns(first, second);
            apart[l] = new Out(sums, at, n);
            at += a[l].rows() * n;
        }
        FloatMatrix above = b.rows(0, first);
        FloatMatrix below = b.rows(first, second);
        int panels = Math.ceilDiv(n, COLS);
        int threads = workers.threads();
        var added = new ColumnPart.Operands(a0, Rights.of(above), c, true, false);
        var summed = new ColumnPart.Operands(a1, Rights.of(below), apart, false, false);
        ColumnPart[] parts = {
            new ColumnPart(added, 0, 0, panels, threads),
            new ColumnPart(summed, 1, 0, panels, threads)
        };
        ColumnPart.work(workers, parts);
        for (int l = 0; l < a.length; l++) {
            Out out = c[l];
            int from = apart[l].offset();
            RowTasks.forEach(
                    workers,
                    a[l].rows(),
                    n,
                    i ->
                            Kernels.ROW.addScaled(
                                    1,
                                    sums,
                                    from + i * n,
                                    out.data(),
                                    out.offset() + i * out.rowStep(),
                                    n));
        }
    }
}
