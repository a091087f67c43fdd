package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every tile is in one block, blocks are within their bounds, and those at the end are small. */
class RowBlocksTest {

    @Test
    void everyTileOnce() {
        for (int from : new int[] {0, 7}) {
            for (int tiles = 0; tiles < 400; tiles = tiles * 5 / 4 + 1) {
                for (int least : new int[] {1, 4, 12}) {
                    var blocks = new RowBlocks(from, from + tiles, 12, least);
                    int n = blocks.count();
                    assertThat(blocks.first(0)).isEqualTo(from);
                    assertThat(blocks.first(n)).isEqualTo(from + tiles);
                    for (int b = 0; b < n; b++) {
                        int size = blocks.first(b + 1) - blocks.first(b);
                        assertThat(size).isBetween(b == n - 1 ? 1 : least, 12);
                    }
                }
            }
        }
    }

    /** Threads that take the next block whenever they are free, their own first, end within the last block of each other. */
    @Test
    void threadsEndTogether() {
        for (int tiles : new int[] {43, 64, 86, 171}) {
            for (double speed : new double[] {1, 0.7}) { // of the second thread
                int half = Shares.start(tiles, 1, 2);
                RowBlocks[] of = {new RowBlocks(0, half, 12, 1), new RowBlocks(half, tiles, 12, 1)};
                int[] sizes =
                        IntStream.range(0, 2)
                                .flatMap(
                                        t ->
                                                IntStream.range(0, of[t].count())
                                                        .map(
                                                                b ->
                                                                        of[t].first(b + 1)
                                                                                - of[t].first(b)))
                                .toArray();
                var shares = new Shares(2);
                shares.add(0, of[0].count());
                shares.add(1, of[1].count());
                double[] time = new double[2];
                for (int taken = 0; taken < sizes.length; taken++) {
                    int thread = time[0] <= time[1] ? 0 : 1;
                    int size = sizes[shares.take(thread)];
                    time[thread] += thread == 0 ? size : size / speed;
                }
                assertThat(Math.abs(time[0] - time[1])).isLessThanOrEqualTo(2 / speed);
            }
        }
    }
}
