package dev.headlight.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelPermutationsTest {

    private static final int[] LABELS = {0, 1, 2, 0, 1, 2, 0, 0};

    /** All 8! arrangements of the labels, from the definition; 20,000 drawn ones lie within their noise. */
    @Test
    void agreesWithEveryArrangementOfTheLabels() {
        double[] v = {0.1, 0.9, 0.4, 0.2, 0.7, 0.45, 0.15, Double.NaN};
        long[] counts = new long[2];
        arrange(LABELS.clone(), 0, v, between(LABELS, v), counts);
        double exact = (double) counts[0] / counts[1];
        double[][] units = new double[8][1];
        for (int n = 0; n < 8; n++) {
            units[n][0] = v[n];
        }
        try (Workers workers = new Workers(1)) {
            LabelPermutations.Tests tests =
                    new LabelPermutations(4, 20_000, LABELS)
                            .test(UnitFigures.of(1, units), workers);
            assertThat(tests.p()[0])
                    .isEqualTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 20_000) + 1e-4));
            assertThat(tests.together()).isEqualTo(tests.p()[0]);
            assertThat(tests.share()[0]).isEqualTo(between(LABELS, v) / total(v), within(1e-12));
        }
    }

    private static void arrange(int[] labels, int at, double[] v, double observed, long[] counts) {
        if (at == labels.length) {
            counts[1]++;
            counts[0] += between(labels, v) >= observed - 1e-12 ? 1 : 0;
            return;
        }
        for (int i = at; i < labels.length; i++) {
            swap(labels, at, i);
            arrange(labels, at + 1, v, observed, counts);
            swap(labels, at, i);
        }
    }

    private static void swap(int[] x, int a, int b) {
        int y = x[a];
        x[a] = x[b];
        x[b] = y;
    }

    /** {@code sum_g n_g (m_g - m)^2}. */
    private static double between(int[] labels, double[] v) {
        double mean = Arrays.stream(v).filter(x -> !Double.isNaN(x)).average().orElseThrow();
        double sum = 0;
        for (int g = 0; g < 3; g++) {
            double own = 0;
            int n = 0;
            for (int i = 0; i < v.length; i++) {
                if (labels[i] == g && !Double.isNaN(v[i])) {
                    own += v[i];
                    n++;
                }
            }
            sum += n == 0 ? 0 : n * (own / n - mean) * (own / n - mean);
        }
        return sum;
    }

    private static double total(double[] v) {
        double mean = Arrays.stream(v).filter(x -> !Double.isNaN(x)).average().orElseThrow();
        return Arrays.stream(v)
                .filter(x -> !Double.isNaN(x))
                .map(x -> (x - mean) * (x - mean))
                .sum();
    }

    @Test
    void aFigureOfOneGroupHasNoTestAndAConstantOneIsNoDifference() {
        double[][] units = new double[8][2];
        for (int n = 0; n < 8; n++) {
            units[n][0] = LABELS[n] == 1 ? n : Double.NaN;
            units[n][1] = 3;
        }
        try (Workers workers = new Workers(2)) {
            LabelPermutations.Tests tests =
                    new LabelPermutations(4, 200, LABELS).test(UnitFigures.of(2, units), workers);
            assertThat(tests.p()).containsExactly(Double.NaN, 1);
            assertThat(tests.share()[0]).isNaN();
        }
    }

    @Test
    void falsePositivesStayAtTheirLevelAndDifferencesAreFound() {
        SplittableRandom random = new SplittableRandom(5);
        int[] labels = new int[24];
        Arrays.setAll(labels, n -> n % 3);
        double[][] units = new double[24][1000];
        for (int n = 0; n < 24; n++) {
            for (int f = 0; f < 1000; f++) {
                units[n][f] = random.nextDouble() + (f >= 900 && labels[n] == 2 ? 1 : 0);
            }
        }
        try (Workers workers = new Workers(2)) {
            double[] p =
                    new LabelPermutations(8, 499, labels)
                            .test(UnitFigures.of(1000, units), workers)
                            .p();
            assertThat(Arrays.stream(p).limit(900).filter(v -> v <= 0.05).count())
                    .isBetween(20L, 70L);
            assertThat(Arrays.stream(p).skip(900).filter(v -> v <= 0.01).count()).isEqualTo(100);
        }
    }
}
