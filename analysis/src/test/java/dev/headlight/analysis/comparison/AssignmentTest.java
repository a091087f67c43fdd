package dev.headlight.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void costsNoMoreThanAnyOther() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 200; trial++) {
            int rows = 1 + random.nextInt(5);
            int columns = rows + random.nextInt(3);
            double[][] cost = new double[rows][columns];
            for (double[] row : cost) {
                for (int c = 0; c < columns; c++) {
                    row[c] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
                }
            }
            int[] found = Assignment.least(cost);
            assertThat(found).doesNotHaveDuplicates();
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += cost[r][found[r]];
            }
            assertThat(sum).isEqualTo(cheapest(cost, 0, 0), within(1e-12));
        }
    }

    /** Every choice of columns. */
    private static double cheapest(double[][] cost, int row, int taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c < cost[row].length; c++) {
            if ((taken >> c & 1) == 0) {
                best = Math.min(best, cost[row][c] + cheapest(cost, row + 1, taken | 1 << c));
            }
        }
        return best;
    }
}
