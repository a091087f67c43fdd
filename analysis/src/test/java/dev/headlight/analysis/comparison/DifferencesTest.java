package dev.headlight.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Column;
import dev.headlight.analysis.results.DocumentFigures.Table;
import dev.headlight.analysis.results.DocumentFigures.Unit;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.statistics.PoissonWeights;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final int LAYERS = 2;
    private static final int HEADS = 3;
    private static final int REPLICATES = 400;
    private static final long SEED = 11;

    /** Scores of units {@code names}, moved by {@code shift} at head L1H2; head L0H0 lacks every third unit. */
    private static DocumentFigures figures(
            List<String> names, String text, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] values = new float[names.size()][1][LAYERS * HEADS];
        List<Unit> units = new ArrayList<>();
        for (int n = 0; n < values.length; n++) {
            units.add(new Unit(names.get(n), text + names.get(n), 30));
            for (int i = 0; i < LAYERS * HEADS; i++) {
                values[n][0][i] = (float) (random.nextDouble() + (i == 5 ? shift : 0));
            }
            values[n][0][0] = n % 3 == 0 ? Float.NaN : values[n][0][0];
        }
        Table table = new Table(units, List.of(new Column("previous_token", Sink.WITHOUT)), values);
        double[][] model = new double[names.size()][3];
        for (double[] m : model) {
            Arrays.fill(m, Double.NaN);
            m[0] = 3 + random.nextDouble();
        }
        return new DocumentFigures(LAYERS, HEADS, SEED, table, table, model, 0);
    }

    private static List<String> names(int from, int count) {
        List<String> names = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            names.add("doc-" + (from + n));
        }
        return names;
    }

    private static ScoreDifference difference(DocumentFigures a, DocumentFigures b) {
        List<HeadPair> pairs = new ArrayList<>();
        for (int i = 0; i < LAYERS * HEADS; i++) {
            pairs.add(new HeadPair(i / HEADS, i % HEADS, i / HEADS, i % HEADS, Double.NaN));
        }
        try (Workers workers = new Workers(2)) {
            PairedUnits units = PairedUnits.of(a.text(), b.text());
            return new Differences(a.text(), b.text(), units, SEED, REPLICATES, workers)
                    .ofHeads(a, a.text(), b, b.text(), pairs)
                    .scores()
                    .getFirst();
        }
    }

    /** Difference and interval of paired units, from the definition: one weight a unit for both models. */
    @Test
    void aPairedDifferenceIsThatOfTheUnits() {
        DocumentFigures a = figures(names(0, 30), "t", 0, 1);
        DocumentFigures b = figures(names(5, 30), "t", 0.8, 2);
        ScoreDifference found = difference(a, b);
        for (int i = 0; i < LAYERS * HEADS; i++) {
            double[] replicates = new double[REPLICATES];
            double[] value = new double[2];
            for (int r = -1; r < REPLICATES; r++) {
                double sum = 0;
                double weights = 0;
                for (int n = 0; n < 25; n++) {
                    double d = (double) b.text().values()[n][0][i] - a.text().values()[n + 5][0][i];
                    if (!Double.isNaN(d)) {
                        long unit = UnitHash.of("doc-" + (n + 5));
                        int w = r < 0 ? 1 : PoissonWeights.weight(SEED, unit, r);
                        sum += w * d;
                        weights += w;
                    }
                }
                if (r < 0) {
                    value[0] = sum / weights;
                } else {
                    replicates[r] = sum / weights;
                }
            }
            Arrays.sort(replicates);
            assertThat(found.difference()[i]).isEqualTo(value[0], within(1e-12));
            assertThat(found.other()[i] - found.first()[i])
                    .isEqualTo(found.difference()[i], within(1e-12));
            assertThat(found.low()[i]).isEqualTo(quantile(replicates, 0.025), within(1e-12));
            assertThat(found.high()[i]).isEqualTo(quantile(replicates, 0.975), within(1e-12));
        }
        assertThat(found.p()[5]).isLessThan(0.01);
    }

    /** numpy's default. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        return sorted[below]
                + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    @Test
    void withItselfNothingDiffers() {
        DocumentFigures a = figures(names(0, 20), "t", 0, 1);
        ScoreDifference found = difference(a, a);
        assertThat(found.difference()).containsOnly(0);
        assertThat(found.p()).containsOnly(1);
        assertThat(found.low()).containsOnly(0);
    }

    @Test
    void anotherTextUnderTheSameNameIsNotPaired() {
        DocumentFigures a = figures(names(0, 20), "t", 0, 1);
        DocumentFigures b = figures(names(0, 24), "other", 0.8, 2);
        PairedUnits units = PairedUnits.of(a.text(), b.text());
        assertThat(units.paired()).isFalse();
        assertThat(units.shared()).isZero();
        ScoreDifference found = difference(a, b);
        double mean = 0;
        for (int n = 0; n < 24; n++) {
            mean += b.text().values()[n][0][5] / 24.0;
        }
        assertThat(found.other()[5]).isEqualTo(mean, within(1e-12));
        assertThat(found.p()[5]).isLessThan(0.01);
        assertThat(found.low()[5]).isPositive();
        // The same names must not draw the same weights: the interval is that of two means.
        assertThat(found.high()[4] - found.low()[4]).isGreaterThan(0.2);
    }

    @Test
    void fewSharedUnitsOfManyAreNotPaired() {
        DocumentFigures a = figures(names(0, 20), "t", 0, 1);
        PairedUnits half = PairedUnits.of(a.text(), figures(names(10, 20), "t", 0, 2).text());
        assertThat(half.paired()).isTrue();
        assertThat(half.first()).hasSize(10);
        assertThat(half.leftOut()).isEqualTo(20);
        PairedUnits few = PairedUnits.of(a.text(), figures(names(15, 20), "t", 0, 2).text());
        assertThat(few.paired()).isFalse();
        assertThat(few.shared()).isEqualTo(5);
    }
}
