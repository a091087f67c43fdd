package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void everyPieceIsTakenOnceInWhateverOrderThreadsCome() {
        var random = new SplittableRandom(1);
        for (int threads = 1; threads <= 5; threads++) {
            for (int count = 0; count < 40; count++) {
                Shares shares = Shares.of(count, threads);
                Set<Integer> taken = new HashSet<>();
                int piece = shares.take(random.nextInt(threads));
                for (; piece >= 0; piece = shares.take(random.nextInt(threads))) {
                    assertThat(piece).isLessThan(count);
                    assertThat(taken.add(piece)).isTrue();
                }
                assertThat(taken).hasSize(count);
                assertThat(shares.takeAll()).isZero();
            }
        }
    }

    @Test
    void aThreadTakesItsOwnFirstThenThoseOfTheNext() {
        Shares shares = Shares.of(7, 3); // 0 1, 2 3, 4 5 6
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            taken.add(shares.take(1));
        }
        assertThat(taken).containsExactly(2, 3, 4, 5, 6, 0, 1, -1);
    }

    @Test
    void whatIsTakenAtOnceIsLeftToNobody() {
        Shares shares = Shares.of(10, 2);
        shares.take(0);
        shares.take(1);
        shares.take(1);
        assertThat(shares.takeAll()).isEqualTo(7);
        assertThat(shares.take(0)).isEqualTo(-1);
        assertThat(shares.takeAll()).isZero();
    }
}
