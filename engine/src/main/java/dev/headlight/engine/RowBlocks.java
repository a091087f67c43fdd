package dev.headlight.engine;

/**
 * How a product's rows are cut into the blocks that threads take one after another: large ones first, since a large block
 * makes more of what is packed, then smaller ones, so that all threads end together. With equal blocks the others
 * waited for the last one's thread, 7% of a forward pass on two threads.
 *
 * @param tiles of the register kernel that the rows make, the last maybe in part
 * @param most tiles of a block
 * @param least tiles of a block, but for the last
 * @param threads that share the blocks
 */
record RowBlocks(int tiles, int most, int least, int threads) {

    /** Tiles of the block after which {@code left - } its own remain: a share of half of what is left. */
    private int next(int left) {
        int share = Math.ceilDiv(left, 2 * threads);
        return Math.min(left, Math.min(most, Math.max(least, share)));
    }

    int count() {
        int n = 0;
        for (int left = tiles; left > 0; left -= next(left)) {
            n++;
        }
        return n;
    }

    /** The tile at which block {@code block} begins; of the one after the last, the number of tiles. */
    int first(int block) {
        int left = tiles;
        for (int i = 0; i < block && left > 0; i++) {
            left -= next(left);
        }
        return tiles - left;
    }
}
