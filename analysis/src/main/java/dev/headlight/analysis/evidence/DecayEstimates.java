package dev.headlight.analysis.evidence;

import dev.headlight.analysis.evidence.DecayFigures.Half;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.LineFit;
import dev.headlight.engine.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Attention by distance of all heads: the curves averaged over documents, the slope of each head refitted
 * in every replicate, the mean curve with its interval, and which form predicts held-out documents better.
 *
 * <p>{@code P} and {@code u} of a bin are averaged over the documents that reach it, in a replicate with
 * the same weights, and then divided.
 */
final class DecayEstimates {

    /** Heads whose replicates are held at a time. */
    private static final int BATCH = 16;

    private final DecayFigures figures;
    private final Sink sink;
    private final int bins;
    private final DecayLine line;
    private final int heads;
    private final double[] rows; // [bin], of the head with the most
    private final Estimate[][] slopes;
    private final double[][][] attention; // [layer][head][bin]
    private final double[] uniform; // [bin], mean over heads
    private final double[][] ratioSums; // [bin][replicate]
    private final double[][] ratios; // [bin][head of all layers]
    private final int[] reached; // [bin] units that reach the bin

    DecayEstimates(
            DecayFigures figures,
            int layers,
            int heads,
            int replicates,
            int longest,
            Sink sink,
            Workers workers) {
        this.figures = figures;
        this.sink = sink;
        this.heads = heads;
        bins = figures.bins();
        line = new DecayLine(bins, longest);
        rows = new double[bins];
        slopes = new Estimate[layers][heads];
        attention = new double[layers][heads][];
        uniform = new double[bins];
        ratioSums = new double[bins][replicates];
        ratios = new double[bins][layers * heads];
        reached = new int[bins];
        Estimate[][] batch = new Estimate[BATCH][];
        for (int from = 0; from < layers * heads; from += BATCH) {
            int first = from;
            int count = Math.min(BATCH, layers * heads - from);
            workers.forEach(count, n -> batch[n] = head((first + n) / heads, (first + n) % heads));
            for (int n = 0; n < count; n++) {
                add(first + n, batch[n]);
            }
        }
        Arrays.setAll(uniform, bin -> uniform[bin] / (layers * heads));
    }

    /** The slope, then {@code P/u} of each bin, of one head; notes its curve and rows. */
    private Estimate[] head(int layer, int head) {
        Estimate[] curves = figures.curves(layer, head);
        double[] weights =
                Arrays.copyOfRange(figures.rows(layer, head, Half.BOTH), Math.min(1, bins), bins);
        Estimate slope =
                Estimate.combine(
                        Arrays.asList(curves),
                        x -> {
                            double[] y =
                                    line.logRatio(
                                            Arrays.copyOf(x, bins),
                                            Arrays.copyOfRange(x, bins, 2 * bins));
                            return line.powerLaw(y, weights).slope();
                        });
        Estimate[] found = new Estimate[2 * bins + 1];
        // The last bins are reached by few documents; the slope rests on all that reach distance 1.
        found[0] =
                new Estimate(slope.value(), slope.replicates(), bins > 1 ? curves[1].units() : 0);
        for (int bin = 0; bin < bins; bin++) {
            found[1 + bin] =
                    Estimate.combine(List.of(curves[bin], curves[bins + bin]), x -> x[0] / x[1]);
            found[1 + bins + bin] = curves[bins + bin];
        }
        attention[layer][head] = new double[bins];
        Arrays.setAll(attention[layer][head], bin -> curves[bin].value());
        return found;
    }

    private void add(int index, Estimate[] found) {
        slopes[index / heads][index % heads] = found[0];
        double[] own = figures.rows(index / heads, index % heads, Half.BOTH);
        for (int bin = 0; bin < bins; bin++) {
            rows[bin] = Math.max(rows[bin], own[bin]);
            ratios[bin][index] = found[1 + bin].value();
            uniform[bin] += found[1 + bins + bin].value();
            reached[bin] = Math.max(reached[bin], found[1 + bin].units());
            double[] replicates = found[1 + bin].replicates();
            for (int b = 0; b < replicates.length; b++) {
                ratioSums[bin][b] += replicates[b];
            }
        }
    }

    /** {@code decay_slope} of every head; its null is 0. */
    HeadEstimates slopes() {
        int replicates = slopes[0][0].replicates().length;
        return new HeadEstimates(slopes, Estimate.constant(0, replicates));
    }

    /** The slope of the exponential is not resampled; the curve that people see, with its interval. */
    DecayCurve curve(double[] controlMean, String betterFit) {
        Estimate[] mean = new Estimate[bins];
        double[] median = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double[] there =
                    Arrays.stream(ratios[bin]).filter(r -> !Double.isNaN(r)).sorted().toArray();
            int n = there.length;
            double value =
                    n == 0 ? Double.NaN : Arrays.stream(ratios[bin]).sum() / ratios[bin].length;
            double[] sums = ratioSums[bin];
            double[] replicates = Arrays.stream(sums).map(s -> s / ratios[0].length).toArray();
            mean[bin] = new Estimate(value, replicates, reached[bin]);
            median[bin] = n == 0 ? Double.NaN : (there[(n - 1) / 2] + there[n / 2]) / 2;
        }
        double[] logRatio = new double[Math.max(0, bins - 1)];
        Arrays.setAll(
                logRatio, k -> Math.log(Math.max(mean[k + 1].value(), DecayLine.LEAST_RATIO)));
        double[] weights = Arrays.copyOfRange(rows, Math.min(1, bins), bins);
        LineFit power = line.powerLaw(logRatio, weights);
        LineFit exponential = line.exponential(logRatio, weights);
        Interval[] intervals = Arrays.stream(mean).map(Estimate::interval).toArray(Interval[]::new);
        return new DecayCurve(
                sink,
                DecayBins.froms(bins),
                DecayBins.tos(bins),
                Arrays.stream(rows).mapToLong(r -> (long) r).toArray(),
                uniform,
                attention,
                Arrays.stream(mean).mapToDouble(Estimate::value).toArray(),
                Arrays.stream(intervals).mapToDouble(Interval::low).toArray(),
                Arrays.stream(intervals).mapToDouble(Interval::high).toArray(),
                median,
                controlMean,
                new double[] {power.intercept(), -power.slope()},
                new double[] {exponential.intercept(), -exponential.slope()},
                betterFit);
    }

    /**
     * Fits both forms of each head on one half of the units and takes their weighted squared error on the
     * other, both ways.
     */
    HeldOut heldOut() {
        if (figures.units(Half.FIRST) == 0 || figures.units(Half.SECOND) == 0) {
            return HeldOut.NOT_TESTED;
        }
        double powerTotal = 0;
        double exponentialTotal = 0;
        int powerBetter = 0;
        int tried = 0;
        for (int layer = 0; layer < slopes.length; layer++) {
            for (int head = 0; head < heads; head++) {
                double[] errors = new double[2];
                errors(layer, head, Half.FIRST, Half.SECOND, errors);
                errors(layer, head, Half.SECOND, Half.FIRST, errors);
                if (!Double.isNaN(errors[0]) && !Double.isNaN(errors[1])) {
                    tried++;
                    powerBetter += errors[0] < errors[1] ? 1 : 0;
                    powerTotal += errors[0];
                    exponentialTotal += errors[1];
                }
            }
        }
        return tried == 0
                ? HeldOut.NOT_TESTED
                : new HeldOut(powerTotal, exponentialTotal, (double) powerBetter / tried);
    }

    /** Adds the errors of the power law and of the exponential on {@code test}, fitted on {@code fit}. */
    private void errors(int layer, int head, Half fit, Half test, double[] errors) {
        double[] fitRows =
                Arrays.copyOfRange(figures.rows(layer, head, fit), Math.min(1, bins), bins);
        double[] testRows =
                Arrays.copyOfRange(figures.rows(layer, head, test), Math.min(1, bins), bins);
        double[] fitted = logRatio(layer, head, fit);
        double[] tested = logRatio(layer, head, test);
        errors[0] += line.powerLawError(line.powerLaw(fitted, fitRows), tested, testRows);
        errors[1] += line.exponentialError(line.exponential(fitted, fitRows), tested, testRows);
    }

    /** {@code ln(P/u)} of the curve averaged over a half of the units. */
    private double[] logRatio(int layer, int head, Half half) {
        DecayFigures.Sums sums = figures.sums(layer, head, half);
        return line.logRatio(sums.attention(), sums.uniform());
    }

    /**
     * Which form predicts held-out documents better.
     *
     * @param powerLaw squared error of the power laws, summed over heads and both ways
     * @param exponential of the exponentials
     * @param powerLawShare share of heads for which the power law has the smaller one
     */
    record HeldOut(double powerLaw, double exponential, double powerLawShare) {

        static final HeldOut NOT_TESTED = new HeldOut(Double.NaN, Double.NaN, Double.NaN);

        /** As {@link DecayCurve#betterFit()} has it. */
        String betterFit() {
            if (Double.isNaN(powerLaw)) {
                return "not tested";
            }
            return powerLaw <= exponential ? "power law" : "exponential";
        }
    }
}
