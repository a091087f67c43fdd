package dev.headlight.engine;

/**
 * Some rows of a left operand as the tile kernel reads them, a part of the inner side at a time: packed, or where they are.
 * One object of a thread, used again.
 */
final class LeftBlock {

    private static final int ROWS = Kernels.TILE.rows();

    /** Whether the tile is that of 16 lanes. On 8 lanes rows that are read where they are were 10% slower. */
    private static final boolean WIDE = Kernels.TILE.cols() == 32;

    /**
     * Most columns of B for which rows are read where they are: to pack them takes the time of multiplying them by 20 columns, and
     * the tile kernel is a little slower on them. A product of 768 x 512 x 128 took 11% less so, and the same where it was 256
     * wide.
     */
    private static final int FEW_COLUMNS = 128;

    /** Least length of rows for which it pays. */
    private static final int LONG = 256;

    /** Rows a multiple of so many floats apart share their lines of the first-level cache. */
    private static final int ALIAS = 1024;

    private final float[] packed = new float[(BlockedProduct.MC + 2 * ROWS) * BlockedProduct.KC];
    private float[] data = packed;
    private int at; // of the first row that is read where it is
    private int rowStep;
    private int rows;
    private int depth;
    private int inPlace; // rows that are read where they are: whole tiles

    /**
     * Rows {@code m0 .. m0 + rows - 1}, and of each {@code k0 .. k0 + depth - 1}.
     *
     * @param columns of B that they will be multiplied by
     */
    void begin(FloatMatrix a, int m0, int rows, int k0, int depth, int columns) {
        this.rows = rows;
        this.depth = depth;
        data = a.data();
        rowStep = a.rowStep();
        at = a.offset() + m0 * rowStep + k0 * a.colStep();
        boolean direct =
                WIDE
                        && columns <= FEW_COLUMNS
                        && depth >= LONG
                        && a.colStep() == 1
                        && rowStep % ALIAS != 0;
        inPlace = direct ? rows / ROWS * ROWS : 0;
        Packing.pack(
                data,
                at + inPlace * rowStep,
                rowStep,
                a.colStep(),
                rows - inPlace,
                ROWS,
                depth,
                packed,
                inPlace * depth,
                ROWS * depth);
    }

    /** Lets go of the operand, which may be large. */
    void end() {
        data = packed;
    }

    int rows() {
        return rows;
    }

    /** Elements of a row. */
    int depth() {
        return depth;
    }

    /** Whether the tile from row {@code i} on cannot be added to what is there. */
    boolean onlyOverwrites(int i) {
        return i < inPlace;
    }

    /** The tile from row {@code i} on times a panel of B: see {@link TileKernel}. */
    void multiply(int i, float[] b, int bo, float[] c, int co, int cStep, boolean add) {
        if (i < inPlace) {
            Kernels.TILE.multiplyRows(depth, data, at + i * rowStep, rowStep, b, bo, c, co, cStep);
        } else {
            Kernels.TILE.multiply(depth, packed, i * depth, b, bo, c, co, cStep, add);
        }
    }
}
