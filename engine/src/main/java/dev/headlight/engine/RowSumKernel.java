package dev.headlight.engine;

/** The inner loops of {@link RowSums}. */
interface RowSumKernel {

    /**
     * The distances {@code d < firstRow}, which every row of the tile reaches with a key above 0; the few beyond
     * are {@link RowSums}' own.
     */
    void addByDistance(
            AttentionTile tile, float[] aScale, float[] bScale, float[] a, float[] b, int last);

    /** As {@link RowSums#addByKey}. */
    void addByKey(AttentionTile tile, float[] scale, float[] sums);
}
