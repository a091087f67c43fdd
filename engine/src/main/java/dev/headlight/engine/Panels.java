package dev.headlight.engine;

/** The right operand {@code B [K, N]} of a product, wherever it comes from. */
interface Panels {

    /**
     * Packs columns {@code from .. from + count - 1} into panels of the tile kernel's width: panel {@code j} at
     * {@code d[p + j * cols * K]} as {@code [K][cols]}, columns beyond as zeros.
     */
    void pack(int from, int count, float[] d, int p);

    /** Whether a row's elements lie side by side, so that some rows of many panels are read faster than many of a few. */
    default boolean byRows() {
        return false;
    }

    /** Of {@link #pack} only rows {@code k0 .. k1 - 1}, where the operand is {@link #byRows}. */
    default void packRows(int k0, int k1, int from, int count, float[] d, int p) {
        throw new UnsupportedOperationException("its columns are packed whole");
    }

    /** Columns of an array. */
    record OfFloats(FloatMatrix b) implements Panels {
        @Override
        public void pack(int from, int count, float[] d, int p) {
            packRows(0, b.rows(), from, count, d, p);
        }

        @Override
        public boolean byRows() {
            return b.colStep() == 1;
        }

        @Override
        public void packRows(int k0, int k1, int from, int count, float[] d, int p) {
            int width = Kernels.TILE.cols();
            Packing.pack(
                    b.data(),
                    b.offset() + k0 * b.rowStep() + from * b.colStep(),
                    b.colStep(),
                    b.rowStep(),
                    count,
                    width,
                    k1 - k0,
                    d,
                    p + k0 * width,
                    width * b.rows());
        }
    }

    /** Rows of stored weights as columns, {@code B = W^T}: widened part by part, never whole. */
    record OfWeights(WeightMatrix w) implements Panels {

        /** Elements of a row that are widened at a time: whole blocks, and a panel of them stays in cache. */
        private static final int PART = 256;

        /** Elements of a row whose blocks are packed at a time. */
        private static final int BLOCKS = 1024;

        @Override
        public void pack(int from, int count, float[] d, int p) {
            if (w.rowStep() == 1 && w.colStep() != 1) {
                packStoredColumns(from, count, d, p);
            } else {
                packStoredRows(from, count, d, p);
            }
        }

        private void packStoredRows(int from, int count, float[] d, int p) {
            int width = Kernels.TILE.cols();
            int K = w.cols();
            float[] rows = Scratch.mine().widened(width * PART);
            for (int j = 0; j < count; j += width) {
                int lines = Math.min(width, count - j);
                if (lines == width && w.type().blockElements() > 1) {
                    packBlocks(from + j, d, p + j * K);
                    continue;
                }
                for (int k = 0; k < K; k += PART) {
                    int kn = Math.min(PART, K - k);
                    for (int i = 0; i < lines; i++) {
                        WeightRows.read(w, from + j + i, k, kn, rows, i * PART);
                    }
                    int at = p + j * K + k * width;
                    Packing.pack(rows, 0, PART, 1, lines, width, kn, d, at, width * K);
                }
            }
        }

        /** A whole panel of quantised rows. */
        private void packBlocks(int from, float[] d, int p) {
            int width = Kernels.TILE.cols();
            StorageType type = w.type();
            int rowBytes = (int) type.bytes(BLOCKS);
            byte[] stored = Scratch.mine().bytes(width * rowBytes);
            for (int k = 0; k < w.cols(); k += BLOCKS) {
                int n = Math.min(BLOCKS, w.cols() - k);
                for (int i = 0; i < width; i++) {
                    WeightRows.readBlocks(w, from + i, k, n, stored, i * rowBytes);
                }
                int blocks = n / type.blockElements();
                Kernels.BLOCK_PACK.pack(type, stored, rowBytes, blocks, width, d, p + k * width);
            }
        }

        /** Weights stored {@code [in][out]}: a row of the storage is one k of all panels. */
        private void packStoredColumns(int from, int count, float[] d, int p) {
            int width = Kernels.TILE.cols();
            int K = w.cols();
            WeightMatrix stored = w.transposed();
            int part = 32;
            float[] rows = Scratch.mine().widened(part * count);
            for (int k = 0; k < K; k += part) {
                int kn = Math.min(part, K - k);
                for (int e = 0; e < kn; e++) {
                    WeightRows.read(stored, k + e, from, count, rows, e * count);
                }
                Packing.pack(rows, 0, 1, count, count, width, kn, d, p + k * width, width * K);
            }
        }
    }
}
