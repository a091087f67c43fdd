package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every tile is in one block, blocks are within their bounds, and those at the end are small. */
class RowBlocksTest {

    @Test
    void everyTileOnce() {
        for (int tiles = 0; tiles < 400; tiles = tiles * 5 / 4 + 1) {
            for (int least : new int[] {1, 4, 12}) {
                int n = RowBlocks.count(tiles, 12, least);
                assertThat(RowBlocks.first(0, tiles, 12, least)).isZero();
                assertThat(RowBlocks.first(n, tiles, 12, least)).isEqualTo(tiles);
                for (int b = 0; b < n; b++) {
                    int size = size(b, tiles, least);
                    assertThat(size).isBetween(b == n - 1 ? 1 : least, 12);
                }
            }
        }
    }

    private static int size(int block, int tiles, int least) {
        return RowBlocks.first(block + 1, tiles, 12, least)
                - RowBlocks.first(block, tiles, 12, least);
    }

    /** Threads that take the next block whenever they are free, their own first, end within the last block of each other. */
    @Test
    void threadsEndTogether() {
        for (int tiles : new int[] {43, 64, 86, 171}) {
            for (double speed : new double[] {1, 0.7}) { // of the second thread
                int[] share = {tiles / 2, tiles - tiles / 2};
                var shares = new Shares(2);
                List<Integer> sizes = new ArrayList<>();
                for (int t = 0; t < 2; t++) {
                    int count = RowBlocks.count(share[t], 12, 1);
                    shares.add(t, count);
                    for (int b = 0; b < count; b++) {
                        sizes.add(size(b, share[t], 1));
                    }
                }
                double[] time = new double[2];
                for (int taken = 0; taken < sizes.size(); taken++) {
                    int thread = time[0] <= time[1] ? 0 : 1;
                    int size = sizes.get(shares.take(thread));
                    time[thread] += thread == 0 ? size : size / speed;
                }
                assertThat(Math.abs(time[0] - time[1])).isLessThanOrEqualTo(2 / speed);
            }
        }
    }
}
