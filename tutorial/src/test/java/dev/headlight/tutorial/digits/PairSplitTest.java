package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairSplitTest {

    @Test
    void noUnseenPairIsLearnedInEitherOrder() {
        PairSplit split = PairSplit.random(100, 500, 3);
        Set<Sum> learned = new HashSet<>();
        for (int i = 0; i < split.learnedCount(); i++) {
            learned.add(split.learned(i));
        }
        assertThat(learned).hasSize(500);
        int unseen = 0;
        for (int a = 0; a < 100; a++) {
            for (int b = 0; b < 100; b++) {
                boolean known = learned.contains(new Sum(a, b)) || learned.contains(new Sum(b, a));
                assertThat(split.unseen(a, b)).isEqualTo(!known);
                unseen += known ? 0 : 1;
            }
        }
        assertThat(split.unseenCount()).isEqualTo(unseen);
    }

    @Test
    void theSeedDecides() {
        assertThat(pairs(1)).isEqualTo(pairs(1)).isNotEqualTo(pairs(2));
    }

    private static Set<Sum> pairs(long seed) {
        PairSplit split = PairSplit.random(100, 50, seed);
        Set<Sum> pairs = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            pairs.add(split.learned(i));
        }
        return pairs;
    }

    /** Batches hold learned pairs alone, held-out windows unseen ones; carries weigh what is said. */
    @Test
    void batchesLearnOnlyWhatIsToBeLearned() {
        SumFormat format = new SumFormat(2, DigitOrder.LEAST_FIRST);
        PairSplit split = PairSplit.random(100, 400, 5);
        SumData data = SumData.of(format, split, 9);
        int width = format.context() + 1;
        int batch = 2000;
        int[] ids = new int[batch * width];
        long[] drawn = new long[3];
        for (int step = 0; step < 5; step++) {
            data.batch(step, 0, batch, format.context(), ids);
            for (int b = 0; b < batch; b++) {
                Sum sum = sum(format, ids, b * width);
                assertThat(split.unseen(sum.a(), sum.b())).isFalse();
                drawn[sum.carries()]++;
            }
        }
        double all = 0;
        double[] expected = new double[3];
        for (int i = 0; i < split.learnedCount(); i++) {
            int carries = split.learned(i).carries();
            expected[carries] += 1 + carries;
            all += 1 + carries;
        }
        for (int c = 0; c < 3; c++) {
            double share = expected[c] / all;
            double sd = Math.sqrt(share * (1 - share) / (5 * batch));
            assertThat(drawn[c] / (5.0 * batch)).isBetween(share - 5 * sd, share + 5 * sd);
        }
        int[] window = new int[width];
        for (int i = 0; i < data.validationWindows(format.context()); i++) {
            data.validationWindow(i, format.context(), window, 0);
            Sum sum = sum(format, window, 0);
            assertThat(split.unseen(sum.a(), sum.b())).isTrue();
        }
        data.close();
    }

    private static Sum sum(SumFormat format, int[] ids, int at) {
        int a = 0;
        int b = 0;
        for (int place = format.digits() - 1; place >= 0; place--) {
            a = 10 * a + ids[at + format.positionOfFirst(place)];
            b = 10 * b + ids[at + format.positionOfSecond(place)];
        }
        return new Sum(a, b);
    }
}
