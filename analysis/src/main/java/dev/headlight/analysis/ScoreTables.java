package dev.headlight.analysis;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.BenjaminiHochberg;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The matrices [layer][head] of the results, from the evidence of the model and its control. */
final class ScoreTables {

    private static final String DECAY_SLOPE = "decay_slope";

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
        return withQ(all);
    }

    private void add(List<ScoreMatrix> all, String id, Sink sink, @Nullable Figure figure) {
        HeadEstimates heads = figure == null ? model.decaySlope(sink) : model.figure(figure);
        if (!heads.exists()) {
            return;
        }
        HeadEstimates of =
                control == null
                        ? null
                        : figure == null ? control.decaySlope(sink) : control.figure(figure);
        Figure counted = figure == null ? distance(sink) : figure;
        List<DocumentScores> units = model.units(counted);
        int layers = model.layers();
        int n = model.heads();
        long[][] rows = new long[layers][n];
        long[][] skipped = new long[layers][n];
        for (DocumentScores unit : units) {
            for (int l = 0; l < layers; l++) {
                for (int h = 0; h < n; h++) {
                    rows[l][h] += unit.rows(counted, l, h);
                    skipped[l][h] += sink == Sink.WITHOUT ? unit.skippedRows()[l][h] : 0;
                }
            }
        }
        double[][] none = new double[0][];
        all.add(
                new ScoreMatrix(
                        id,
                        sink,
                        each(heads, Estimate::value),
                        each(heads, e -> e.interval().low()),
                        each(heads, e -> e.interval().high()),
                        each(heads, e -> heads.nullUniform().value()),
                        of == null ? none : each(of, Estimate::value),
                        of == null ? none : each(of, e -> e.interval().low()),
                        of == null ? none : each(of, e -> e.interval().high()),
                        each(heads, e -> e.minus(heads.nullUniform()).p(0)),
                        none,
                        heads.all().stream()
                                .filter(Estimate::exists)
                                .mapToInt(Estimate::units)
                                .max()
                                .orElse(0),
                        rows,
                        skipped));
    }

    /** Rows that decay is taken over: those of the distance. */
    private static Figure distance(Sink sink) {
        return sink == Sink.WITHOUT ? Figure.MEAN_DISTANCE_WITHOUT : Figure.MEAN_DISTANCE;
    }

    private static double[][] each(HeadEstimates heads, ToDoubleFunction<Estimate> f) {
        double[][] values = new double[heads.heads().length][];
        for (int l = 0; l < values.length; l++) {
            values[l] = java.util.Arrays.stream(heads.heads()[l]).mapToDouble(f).toArray();
        }
        return values;
    }

    /** The hypothesis whose family of tests a score belongs to, 1 to 5. */
    static int family(String score) {
        if (score.startsWith(DECAY_SLOPE)) {
            return 1;
        } else if (score.startsWith("mean_distance") || score.startsWith("locality")) {
            return 2;
        } else if (score.startsWith("entropy")) {
            return 3;
        } else if (score.startsWith("special_mass") || score.startsWith("alpha_0")) {
            return 5;
        }
        return 4; // copying: induction, and the previous-token and duplicate-token heads it is made of
    }

    private static List<ScoreMatrix> withQ(List<ScoreMatrix> all) {
        Map<Integer, List<ScoreMatrix>> families = new LinkedHashMap<>();
        for (ScoreMatrix m : all) {
            families.computeIfAbsent(family(m.score()), f -> new ArrayList<>()).add(m);
        }
        Map<ScoreMatrix, double[][]> q = new java.util.IdentityHashMap<>();
        for (List<ScoreMatrix> family : families.values()) {
            double[] flat =
                    BenjaminiHochberg.q(
                            family.stream()
                                    .flatMap(m -> java.util.Arrays.stream(m.p()))
                                    .flatMapToDouble(java.util.Arrays::stream)
                                    .toArray());
            int at = 0;
            for (ScoreMatrix m : family) {
                double[][] own = new double[m.p().length][];
                for (int l = 0; l < own.length; l++) {
                    own[l] = java.util.Arrays.copyOfRange(flat, at, at + m.p()[l].length);
                    at += own[l].length;
                }
                q.put(m, own);
            }
        }
        return all.stream()
                .map(
                        m ->
                                new ScoreMatrix(
                                        m.score(),
                                        m.sink(),
                                        m.value(),
                                        m.low(),
                                        m.high(),
                                        m.nullUniform(),
                                        m.control(),
                                        m.controlLow(),
                                        m.controlHigh(),
                                        m.p(),
                                        q.getOrDefault(m, m.q()),
                                        m.documents(),
                                        m.rows(),
                                        m.skippedRows()))
                .toList();
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
