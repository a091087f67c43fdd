package dev.headlight.analysis;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The matrices [layer][head] of the results, from the evidence of the model and its control. */
final class ScoreTables {

    static final String DECAY_SLOPE = "decay_slope";
    static final String SPECIALIZATION = "specialization";

    private final DocumentEvidence model;
    private final @Nullable DocumentEvidence control;

    ScoreTables(DocumentEvidence model, @Nullable DocumentEvidence control) {
        this.model = model;
        this.control = control;
    }

    /** Every score that any head has, decay_slope behind mean_distance; q over each hypothesis's scores. */
    List<ScoreMatrix> matrices() {
        List<ScoreMatrix> all = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (figure == Figure.PREVIOUS_TOKEN) {
                for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
                    add(all, DECAY_SLOPE, sink, null);
                }
            }
            add(all, figure.id(), figure.sink(), figure);
        }
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            add(all, SPECIALIZATION, sink, null);
        }
        return ScoreFamilies.withQ(all);
    }

    private void add(List<ScoreMatrix> all, String id, Sink sink, @Nullable Figure figure) {
        boolean compared = id.equals(SPECIALIZATION);
        HeadEstimates heads = estimates(model, id, sink, figure);
        if (!heads.exists()) {
            return;
        }
        HeadEstimates of = control == null ? null : estimates(control, id, sink, figure);
        Figure counted = figure == null ? distance(sink) : figure;
        long[][] skipped =
                sink == Sink.WITHOUT && !compared
                        ? model.skippedRows(counted)
                        : new long[model.layers()][model.heads()];
        double[][] none = new double[0][];
        Bounds bounds = Bounds.of(heads);
        Bounds ofControl = of == null ? null : Bounds.of(of);
        all.add(
                new ScoreMatrix(
                        id,
                        sink,
                        each(heads, Estimate::value),
                        bounds.low,
                        bounds.high,
                        each(heads, e -> heads.nullUniform().value()),
                        of == null ? none : each(of, Estimate::value),
                        ofControl == null ? none : ofControl.low,
                        ofControl == null ? none : ofControl.high,
                        each(heads, e -> e.p(heads.nullUniform())),
                        none,
                        heads.all().stream()
                                .filter(Estimate::exists)
                                .mapToInt(Estimate::units)
                                .max()
                                .orElse(0),
                        compared ? sampledRows() : model.rows(counted),
                        skipped));
    }

    private static HeadEstimates estimates(
            DocumentEvidence evidence, String id, Sink sink, @Nullable Figure figure) {
        if (figure != null) {
            return evidence.figure(figure);
        }
        return id.equals(SPECIALIZATION)
                ? evidence.specialization(sink)
                : evidence.decaySlope(sink);
    }

    /** Rows on which heads were compared: the same of all. */
    private long[][] sampledRows() {
        DivergenceSums sums = model.text().divergences();
        long[][] rows = new long[model.layers()][model.heads()];
        for (long[] layer : rows) {
            Arrays.fill(layer, sums == null ? 0 : sums.rows());
        }
        return rows;
    }

    /** Both bounds of every head's interval [layer][head]. */
    private record Bounds(double[][] low, double[][] high) {

        static Bounds of(HeadEstimates heads) {
            Interval[][] intervals =
                    Arrays.stream(heads.heads())
                            .map(
                                    l ->
                                            Arrays.stream(l)
                                                    .map(Estimate::interval)
                                                    .toArray(Interval[]::new))
                            .toArray(Interval[][]::new);
            return new Bounds(
                    Arrays.stream(intervals)
                            .map(l -> Arrays.stream(l).mapToDouble(Interval::low).toArray())
                            .toArray(double[][]::new),
                    Arrays.stream(intervals)
                            .map(l -> Arrays.stream(l).mapToDouble(Interval::high).toArray())
                            .toArray(double[][]::new));
        }
    }

    /** Rows that decay is taken over: those of the distance. */
    private static Figure distance(Sink sink) {
        return sink == Sink.WITHOUT ? Figure.MEAN_DISTANCE_WITHOUT : Figure.MEAN_DISTANCE;
    }

    private static double[][] each(HeadEstimates heads, ToDoubleFunction<Estimate> f) {
        double[][] values = new double[heads.heads().length][];
        for (int l = 0; l < values.length; l++) {
            values[l] = Arrays.stream(heads.heads()[l]).mapToDouble(f).toArray();
        }
        return values;
    }

    /** {@code entropy_normalized} by layer, both sink variants. */
    List<LayerCurve> entropyByLayer() {
        return List.of(
                byLayer(Figure.ENTROPY_NORMALIZED), byLayer(Figure.ENTROPY_NORMALIZED_WITHOUT));
    }

    private LayerCurve byLayer(Figure figure) {
        HeadEstimates heads = model.figure(figure);
        HeadEstimates of = control == null ? null : control.figure(figure);
        int layers = model.layers();
        double[] mean = new double[layers];
        double[] low = new double[layers];
        double[] high = new double[layers];
        double[] spread = new double[layers];
        double[] uniform = new double[layers];
        double[] controlMean = new double[of == null ? 0 : layers];
        for (int l = 0; l < layers; l++) {
            Estimate layer = heads.layerMean(l);
            Interval interval = layer.interval();
            mean[l] = layer.value();
            low[l] = interval.low();
            high[l] = interval.high();
            spread[l] = spread(heads.heads()[l], mean[l]);
            uniform[l] = heads.nullUniform().value();
            if (of != null) {
                controlMean[l] = of.layerMean(l).value();
            }
        }
        return new LayerCurve(
                figure.id(), figure.sink(), mean, low, high, spread, uniform, controlMean);
    }

    /** Standard deviation over the heads that have the figure; 0 of one. */
    private static double spread(Estimate[] heads, double mean) {
        double squares = 0;
        int n = 0;
        for (Estimate head : heads) {
            if (head.exists()) {
                squares += (head.value() - mean) * (head.value() - mean);
                n++;
            }
        }
        return n == 0 ? Double.NaN : n == 1 ? 0 : Math.sqrt(squares / (n - 1));
    }
}
