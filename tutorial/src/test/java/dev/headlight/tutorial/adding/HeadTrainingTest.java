package dev.headlight.tutorial.adding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeadTrainingTest {

    private static double loss(double q, double k, double v, Pairs pairs) {
        double loss = 0;
        for (int b = 0; b < pairs.count(); b++) {
            float[] x = {pairs.x()[2 * b], pairs.x()[2 * b + 1]};
            double error = NaiveHead.sum(x, HeadWeights.of(q, k, v), true) - x[0] - x[1];
            loss += error * error / pairs.count();
        }
        return loss;
    }

    @Test
    void theGradientIsTheDerivative() {
        Pairs pairs = Pairs.drawn(new SplittableRandom(3), 40, -5, 5);
        double h = 1e-3;
        HeadTraining.Gradient g = HeadTraining.gradient(HeadWeights.of(0.4, 0.3, 0.8), pairs);
        assertThat(g.loss()).isCloseTo(loss(0.4, 0.3, 0.8, pairs), within(1e-4));
        double q = (loss(0.4 + h, 0.3, 0.8, pairs) - loss(0.4 - h, 0.3, 0.8, pairs)) / (2 * h);
        double k = (loss(0.4, 0.3 + h, 0.8, pairs) - loss(0.4, 0.3 - h, 0.8, pairs)) / (2 * h);
        double v = (loss(0.4, 0.3, 0.8 + h, pairs) - loss(0.4, 0.3, 0.8 - h, pairs)) / (2 * h);
        assertThat(g.q()).isCloseTo(q, within(2e-3 * Math.abs(q)));
        assertThat(g.k()).isCloseTo(k, within(2e-3 * Math.abs(k)));
        assertThat(g.v()).isCloseTo(v, within(2e-3 * Math.abs(v)));
    }

    @Test
    void learnsNotToChoose() {
        for (HeadWeights start : List.of(HeadWeights.LESSON, HeadWeights.of(0.8, 0.7, -0.5))) {
            List<HeadTraining.Point> way = HeadTraining.run(start, HeadTraining.STEPS, 4);
            assertThat(way.getLast().c()).isCloseTo(0, within(0.03));
            assertThat(way.getLast().v()).isCloseTo(1, within(0.003));
            assertThat(way.getFirst().loss()).isGreaterThan(100 * way.getLast().loss());
        }
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(HeadTraining.run(HeadWeights.LESSON, 50, 9))
                .isEqualTo(HeadTraining.run(HeadWeights.LESSON, 50, 9));
    }

    @Test
    void theMapIsTheLoss() {
        Pairs pairs = Pairs.whole(-3, 3);
        LossMap map = LossMap.of(pairs, 0.6, 7, -1, 3, 5);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 7; j++) {
                double naive = loss(map.c()[j], 1, map.v()[i], pairs);
                assertThat(map.loss()[i][j]).isCloseTo(naive, within(1e-4 + 1e-5 * naive));
            }
        }
        assertThat(map.loss()[2][3]).isZero(); // c = 0, W_v = 1
    }

    @Test
    void aNetworkCannotFindTheNumberThatAttentionDropped() {
        RepairNetwork.Result r = RepairNetwork.after(HeadWeights.of(3, 3, 1), 2);
        double floor = RepairNetwork.floorOfChoice();
        assertThat(r.within()).isBetween(0.95 * floor, 1.1 * floor);
        assertThat(r.before()).isGreaterThan(1.5 * floor);
        RepairNetwork.Result mild = RepairNetwork.after(HeadWeights.of(0.1, 0.1, 1), 2);
        assertThat(mild.within()).isLessThan(mild.before());
    }

    @Test
    void theScaleKeepsAttentionAsItIs() {
        ScaleStudy narrow = ScaleStudy.of(1, 1);
        ScaleStudy wide = ScaleStudy.of(64, 1);
        assertThat(wide.deviation()).isCloseTo(8, within(0.4));
        assertThat(narrow.largest()).isCloseTo(narrow.scaledLargest(), within(1e-6));
        assertThat(wide.scaledLargest()).isBetween(0.3, 0.42);
        assertThat(wide.largest()).isGreaterThan(0.8);
    }
}
