package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the definitions: the covariance's eigenvectors by power iteration, and digits laid out by hand. */
class DigitEmbeddingTest {

    private static final int WIDTH = 7;

    @Test
    void thePlaneIsThatOfTheCovariancesLargestEigenvalues() {
        double[][] v = centred(3);
        DigitEmbedding digits = new DigitEmbedding(v);
        double[][] covariance = new double[WIDTH][WIDTH];
        double spread = 0;
        for (double[] row : v) {
            for (int a = 0; a < WIDTH; a++) {
                spread += row[a] * row[a];
                for (int b = 0; b < WIDTH; b++) {
                    covariance[a][b] += row[a] * row[b];
                }
            }
        }
        DigitEmbedding.Plane plane = digits.plane();
        for (double[] axis : new double[][] {plane.first(), plane.second()}) {
            double[] largest = powerIteration(covariance);
            double value = stretched(covariance, largest);
            assertThat(Math.abs(dot(largest, axis))).isCloseTo(1, within(1e-9));
            assertThat(digits.share(axis)).isCloseTo(value / spread, within(1e-12));
            assertThat(dot(v[9], axis)).isGreaterThanOrEqualTo(dot(v[0], axis));
            for (int a = 0; a < WIDTH; a++) { // taken off, so that the next is the largest
                for (int b = 0; b < WIDTH; b++) {
                    covariance[a][b] -= value * largest[a] * largest[b];
                }
            }
        }
        double[][] places = digits.on(plane);
        for (int d = 0; d < v.length; d++) {
            assertThat(places[d])
                    .containsExactly(dot(v[d], plane.first()), dot(v[d], plane.second()));
        }
    }

    @ParameterizedTest
    @EnumSource(DigitShape.class)
    void digitsLaidOutInAShapeHaveAllTheirSpreadOnIt(DigitShape shape) {
        double[][] functions = shape.functions();
        double[][] v = new double[10][WIDTH];
        for (int d = 0; d < 10; d++) {
            v[d][2] = 3 * functions[0][d];
            v[d][5] = -2 * functions[functions.length - 1][d];
        }
        DigitEmbedding digits = new DigitEmbedding(v);
        assertThat(digits.share(shape)).isCloseTo(1, within(1e-12));
        assertThat(digits.shuffled(shape, 1)).isLessThan(0.9);
        double[][] same = {Arrays.copyOf(functions[0], 10)};
        assertThat(Arrays.stream(same[0]).sum()).isCloseTo(0, within(1e-12));
    }

    @Test
    void theCirclesHoldEveryArrangementBetweenThem() {
        DigitEmbedding digits = new DigitEmbedding(centred(8));
        double sum = 0;
        double chance = 0;
        for (DigitShape shape : DigitShape.values()) {
            if (shape != DigitShape.LINE) {
                sum += digits.share(shape);
                chance += shape.chance();
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(chance).isCloseTo(1, within(1e-12));
    }

    @Test
    void distancesAreThoseOfTheVectors() {
        double[][] v = centred(5);
        DigitEmbedding digits = new DigitEmbedding(v);
        double all = 0;
        double next = 0;
        for (int one = 0; one < 10; one++) {
            for (int other = one + 1; other < 10; other++) {
                double square = 0;
                for (int e = 0; e < WIDTH; e++) {
                    square += Math.pow(v[one][e] - v[other][e], 2);
                }
                all += Math.sqrt(square) / 45;
                next += other == one + 1 ? Math.sqrt(square) / 9 : 0;
            }
        }
        assertThat(digits.distance()).isCloseTo(all, within(1e-12));
        assertThat(digits.distance(1)).isCloseTo(next, within(1e-12));
        assertThat(digits.distance(9)).isCloseTo(digits.distance(0, 9), within(1e-12));
    }

    @Test
    void randomDigitsShowWhatIsSaidOfChance() {
        double mean = 0;
        double over = 0;
        int runs = 300;
        for (int seed = 0; seed < runs; seed++) {
            DigitEmbedding digits = new DigitEmbedding(centred(100 + seed));
            double share = digits.share(DigitShape.LINE);
            mean += share / runs;
            over += share > digits.shuffled(DigitShape.LINE, 1) ? 1.0 / runs : 0;
        }
        assertThat(mean).isCloseTo(DigitShape.LINE.chance(), within(0.02));
        assertThat(over).isCloseTo(0.05, within(0.04));
    }

    private static double[][] centred(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] v = new double[10][WIDTH];
        for (int e = 0; e < WIDTH; e++) {
            double mean = 0;
            for (double[] row : v) {
                row[e] = random.nextGaussian() * (1 + e);
                mean += row[e] / v.length;
            }
            for (double[] row : v) {
                row[e] -= mean;
            }
        }
        return v;
    }

    private static double[] powerIteration(double[][] m) {
        double[] x = new double[m.length];
        Arrays.setAll(x, i -> 1 + 0.1 * i);
        for (int n = 0; n < 20_000; n++) {
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = dot(m[i], x);
            }
            double length = Math.sqrt(dot(y, y));
            for (int i = 0; i < y.length; i++) {
                x[i] = y[i] / length;
            }
        }
        return x;
    }

    private static double stretched(double[][] m, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * dot(m[i], x);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
