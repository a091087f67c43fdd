package dev.headlight.engine;

/** The softmax of the rows of a tile, with their statistics. */
interface SoftmaxKernel {

    /**
     * Turns the first {@code tile.keys[r]} scores of every row {@code r} into weights, zeros after them up to {@code
     * tile.width}, and sets what {@link AttentionTile} tells of a row. Up to {@link AttentionTile#PADDING} floats
     * after the scores may be written.
     */
    void rows(SoftmaxTile tile);
}
