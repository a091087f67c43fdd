package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every tile is in one block, blocks are within their bounds, and those at the end are small. */
class RowBlocksTest {

    @Test
    void everyTileOnce() {
        for (int tiles = 0; tiles < 400; tiles = tiles * 5 / 4 + 1) {
            for (int threads : new int[] {1, 2, 3, 16}) {
                for (int least : new int[] {1, 4, 12}) {
                    var blocks = new RowBlocks(tiles, 12, least, threads);
                    int n = blocks.count();
                    assertThat(blocks.first(0)).isZero();
                    assertThat(blocks.first(n)).isEqualTo(tiles);
                    for (int b = 0; b < n; b++) {
                        int size = blocks.first(b + 1) - blocks.first(b);
                        assertThat(size).isBetween(b == n - 1 ? 1 : least, 12);
                    }
                }
            }
        }
    }

    /** Threads that take the next block whenever they are free end within the last block of each other. */
    @Test
    void threadsEndTogether() {
        for (int tiles : new int[] {43, 64, 86, 171}) {
            var blocks = new RowBlocks(tiles, 12, 1, 2);
            int[] done = new int[2];
            for (int b = 0; b < blocks.count(); b++) {
                done[done[0] <= done[1] ? 0 : 1] += blocks.first(b + 1) - blocks.first(b);
            }
            assertThat(Math.abs(done[0] - done[1])).isLessThanOrEqualTo(1);
        }
    }
}
