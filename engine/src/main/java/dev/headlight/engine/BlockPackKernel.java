package dev.headlight.engine;

/**
 * Packs rows of quantised weights straight into a panel of the tile kernel, {@code d[p + k * cols + i] = W[row i][k]}:
 * what is turned from rows to columns are the bytes, of which there are four to eight times fewer than floats.
 */
interface BlockPackKernel {

    /**
     * Packs one panel.
     *
     * @param type {@link StorageType#Q8_0}, {@link StorageType#Q4_0} or {@link StorageType#Q4_1}
     * @param s the stored blocks, row {@code i} from {@code s[i * rowBytes]} on
     * @param blocks of each row
     * @param cols rows of the weights, which are the panel's columns: the tile kernel's width
     * @param d panel, {@code [32 * blocks][cols]} at {@code p}
     */
    void pack(StorageType type, byte[] s, int rowBytes, int blocks, int cols, float[] d, int p);
}
