package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Column;
import dev.headlight.analysis.results.DocumentFigures.Table;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.LabelPermutations;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.SignFlips;
import dev.headlight.analysis.statistics.UnitFigures;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Differences of figures, other minus first. Paired: {@code d_n} is one unit's difference; its interval is of the
 * bootstrap of {@code d} (so both models get the same weights), its p-value of {@link SignFlips}. Unpaired: the two means
 * are resampled each by itself, with weights of different seeds, and p is of {@link LabelPermutations}.
 */
final class Differences {

    private final PairedUnits units;
    private final Workers workers;
    private final PoissonBootstrap first;
    private final PoissonBootstrap other;
    private final SignFlips flips;
    private final LabelPermutations permutations;

    Differences(Table a, Table b, PairedUnits units, long seed, int replicates, Workers workers) {
        this.units = units;
        this.workers = workers;
        List<String> firstIds =
                IntStream.of(units.first()).mapToObj(n -> a.units().get(n).id()).toList();
        List<String> otherIds =
                IntStream.of(units.other()).mapToObj(n -> b.units().get(n).id()).toList();
        first = new PoissonBootstrap(seed, replicates, firstIds);
        // The same id may stand for another text: it must not draw the same weights.
        other = units.paired() ? first : new PoissonBootstrap(~seed, replicates, otherIds);
        int na = firstIds.size();
        int[] labels = IntStream.range(0, na + otherIds.size()).map(n -> n < na ? 0 : 1).toArray();
        flips = new SignFlips(seed, units.paired() ? replicates : 0, units.paired() ? na : 0);
        permutations = new LabelPermutations(seed, units.paired() ? 0 : replicates, labels);
    }

    /** What a test of many differences gave, each array [figure]. */
    record Found(
            double[] first,
            double[] other,
            double[] difference,
            double[] low,
            double[] high,
            double[] p,
            double smallestP) {}

    /**
     * The differences of figures.
     *
     * @param a of the first side, by place among its units
     * @param b of the other, as many figures
     */
    Found of(UnitFigures a, UnitFigures b) {
        return units.paired() ? paired(a, b) : unpaired(a, b);
    }

    private Found paired(UnitFigures a, UnitFigures b) {
        int[] x = units.first();
        int[] y = units.other();
        int count = a.figures();
        UnitFigures d = figures(count, (n, f) -> b.value(y[n], f) - a.value(x[n], f));
        double[] difference = new double[count];
        double[] low = new double[count];
        double[] high = new double[count];
        first.forEach(
                d,
                workers,
                (e, f) -> {
                    Interval interval = e.interval();
                    difference[f] = e.value();
                    low[f] = interval.low();
                    high[f] = interval.high();
                });
        // A mean over the units that both have, so that the columns agree with the difference.
        double[] meanA = means(count, x.length, (n, f) -> both(a.value(x[n], f), d.value(n, f)));
        double[] meanB = means(count, x.length, (n, f) -> both(b.value(y[n], f), d.value(n, f)));
        return new Found(
                meanA, meanB, difference, low, high, flips.p(d, workers), flips.smallest());
    }

    private static double both(double value, double difference) {
        return Double.isNaN(difference) ? Double.NaN : value;
    }

    private Found unpaired(UnitFigures a, UnitFigures b) {
        int count = a.figures();
        Estimate[] ofA = estimates(first, a);
        Estimate[] ofB = estimates(other, b);
        double[][] columns = new double[5][count];
        for (int f = 0; f < count; f++) {
            Estimate difference = ofB[f].minus(ofA[f]);
            Interval interval = difference.interval();
            columns[0][f] = ofA[f].value();
            columns[1][f] = ofB[f].value();
            columns[2][f] = difference.value();
            columns[3][f] = interval.low();
            columns[4][f] = interval.high();
        }
        int na = units.first().length;
        UnitFigures all = figures(count, (n, f) -> n < na ? a.value(n, f) : b.value(n - na, f));
        return new Found(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                columns[4],
                permutations.test(all, workers).p(),
                1.0 / (1 + permutations.draws()));
    }

    private Estimate[] estimates(PoissonBootstrap bootstrap, UnitFigures figures) {
        Estimate[] found = new Estimate[figures.figures()];
        bootstrap.forEach(figures, workers, (e, f) -> found[f] = e);
        return found;
    }

    /** What a unit gives for a figure. */
    private interface OfUnit {
        double value(int unit, int figure);
    }

    private static UnitFigures figures(int count, OfUnit value) {
        return new UnitFigures() {
            @Override
            public int figures() {
                return count;
            }

            @Override
            public double value(int unit, int figure) {
                return value.value(unit, figure);
            }
        };
    }

    private static double[] means(int count, int units, OfUnit value) {
        double[] means = new double[count];
        for (int f = 0; f < count; f++) {
            double sum = 0;
            int n = 0;
            for (int u = 0; u < units; u++) {
                double v = value.value(u, f);
                if (!Double.isNaN(v)) {
                    sum += v;
                    n++;
                }
            }
            means[f] = n == 0 ? Double.NaN : sum / n;
        }
        return means;
    }

    /** The scores of a table that both sides have, without q; and the smallest p-value possible. */
    record OfTable(List<ScoreDifference> scores, double smallestP) {}

    OfTable ofHeads(
            DocumentFigures a, Table ta, DocumentFigures b, Table tb, List<HeadPair> pairs) {
        List<ScoreDifference> scores = new ArrayList<>();
        double smallest = Double.NaN;
        for (Column column : ta.columns()) {
            int ca = ta.columns().indexOf(column);
            int cb = tb.columns().indexOf(column);
            if (cb >= 0) {
                Found found =
                        of(
                                figures(
                                        pairs.size(),
                                        (n, f) ->
                                                ta.values()[n][ca][
                                                        pairs.get(f).layer() * a.heads()
                                                                + pairs.get(f).head()]),
                                figures(
                                        pairs.size(),
                                        (n, f) ->
                                                tb.values()[n][cb][
                                                        pairs.get(f).otherLayer() * b.heads()
                                                                + pairs.get(f).otherHead()]));
                smallest = found.smallestP;
                double[] none = new double[0];
                scores.add(
                        new ScoreDifference(
                                column.score(),
                                column.sink(),
                                found.first,
                                found.other,
                                found.difference,
                                found.low,
                                found.high,
                                found.p,
                                none));
            }
        }
        return new OfTable(scores, smallest);
    }

    /** The figures of the model as a whole. */
    Found ofModel(double[][] a, double[][] b) {
        int count = DocumentFigures.OF_MODEL.size();
        return of(figures(count, (n, f) -> a[n][f]), figures(count, (n, f) -> b[n][f]));
    }
}
