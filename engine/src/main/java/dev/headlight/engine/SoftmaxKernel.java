package dev.headlight.engine;

/** The softmax of one row of a tile, with the row's statistics. */
interface SoftmaxKernel {

    /**
     * Turns {@code keys} scores of row {@code r} into weights, zeros after them up to {@code tile.width}, and sets
     * what {@link AttentionTile} tells of a row. Up to {@link AttentionTile#PADDING} floats after the scores may
     * be written.
     */
    void row(SoftmaxTile tile, int r, int keys);
}
