package dev.headlight.engine;

/**
 * How a thread's rows of a product are cut into the blocks that it takes one after another: large ones first, since a large
 * block makes more of what is packed, then smaller ones, which others take over where they are done before, so that all threads
 * end together. With equal blocks the others waited for the last one's thread, 7% of a forward pass on two threads.
 *
 * @param from the first of its tiles, of the register kernel, that the rows make
 * @param to the one after its last
 * @param most tiles of a block
 * @param least tiles of a block, but for the last
 */
record RowBlocks(int from, int to, int most, int least) {

    /** Tiles of the block after which {@code left - } its own remain: half of what is left. */
    private int next(int left) {
        return Math.min(left, Math.min(most, Math.max(least, Math.ceilDiv(left, 2))));
    }

    int count() {
        int n = 0;
        for (int left = to - from; left > 0; left -= next(left)) {
            n++;
        }
        return n;
    }

    /** The tile at which block {@code block} begins; of the one after the last, {@code to}. */
    int first(int block) {
        int left = to - from;
        for (int i = 0; i < block && left > 0; i++) {
            left -= next(left);
        }
        return to - left;
    }
}
