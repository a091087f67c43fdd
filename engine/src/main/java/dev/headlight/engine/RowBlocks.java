package dev.headlight.engine;

/**
 * How a thread's rows of a product are cut into the blocks that it takes one after another: large ones first, since a large
 * block makes more of what is packed, then smaller ones, which others take over where they are done before, so that all threads
 * end together. With equal blocks the others waited for the last one's thread, 7% of a forward pass on two threads.
 *
 * <p>Rows are counted in tiles of the register kernel. Only functions, since every block of every product asks for them: {@code
 * most} is the tiles of a block at most, {@code least} those of each but the last.
 */
final class RowBlocks {

    private RowBlocks() {}

    /** Tiles of the block after which {@code left - } its own remain: half of what is left. */
    private static int next(int left, int most, int least) {
        return Math.min(left, Math.min(most, Math.max(least, Math.ceilDiv(left, 2))));
    }

    /** Blocks of so many tiles. */
    static int count(int tiles, int most, int least) {
        int n = 0;
        for (int left = tiles; left > 0; left -= next(left, most, least)) {
            n++;
        }
        return n;
    }

    /** The tile at which block {@code block} begins; of the one after the last, {@code tiles}. */
    static int first(int block, int tiles, int most, int least) {
        int left = tiles;
        for (int i = 0; i < block && left > 0; i++) {
            left -= next(left, most, least);
        }
        return tiles - left;
    }
}
