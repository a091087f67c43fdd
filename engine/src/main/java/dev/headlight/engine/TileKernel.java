package dev.headlight.engine;

/** The product of a few rows of A and a few columns of B, held in registers: the heart of every product. */
interface TileKernel {

    /** Rows of the tile; divides {@link AttentionRanges#TILE}. */
    int rows();

    /** Columns of the tile. */
    int cols();

    /**
     * {@code C (+)= A B}: the tile of C at {@code c[co]}, its rows {@code cStep} apart; A packed as {@code
     * [kn][rows()]} at {@code a[ao]}; B packed as {@code [kn][cols()]} at {@code b[bo]}.
     */
    void multiply(
            int kn,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add);

    /**
     * {@code C = A B} with rows of A where they are: element {@code (i, k)} at {@code a[ao + i * aStep + k]}.
     *
     * <p>It adds nothing to C. With that too its graph came near C2's limit of 18,000 nodes, beyond which vectors are boxed: one run
     * in ten took five times as long.
     */
    void multiplyRows(
            int kn, float[] a, int ao, int aStep, float[] b, int bo, float[] c, int co, int cStep);
}
