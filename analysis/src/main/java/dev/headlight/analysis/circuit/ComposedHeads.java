package dev.headlight.analysis.circuit;

import dev.headlight.analysis.circuit.HeadReaders.Kind;
import dev.headlight.analysis.results.Composition;
import dev.headlight.analysis.results.CompositionControl;
import dev.headlight.analysis.results.CompositionPair;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composition scores of a model beside those of its random-initialised control. */
public final class ComposedHeads {

    /** Pairs of each kind that are listed. */
    private static final int LISTED = 20;

    /** Multiplications and additions up to which all pairs are taken: half a minute of two slow cores. */
    private static final double MOST_OPERATIONS = 3e12;

    private final ModelConfig config;
    private final @Nullable CompositionScores scores;
    private final List<CompositionControl> controls;
    private final int controlPairs;

    private ComposedHeads(
            ModelConfig config,
            @Nullable CompositionScores scores,
            List<CompositionControl> controls,
            int controlPairs) {
        this.config = config;
        this.scores = scores;
        this.controls = controls;
        this.controlPairs = controlPairs;
    }

    /** Whether the scores of a model can be had at a small cost. */
    public static boolean cheap(ModelConfig config) {
        return CompositionScores.operations(config) <= MOST_OPERATIONS;
    }

    /**
     * The scores of a model.
     *
     * @param random weights of the control, or null where there is none
     */
    public static ComposedHeads of(
            Workers workers,
            ModelConfig config,
            ModelWeights weights,
            @Nullable ModelWeights random) {
        List<CompositionControl> controls = new ArrayList<>();
        int pairs = 0;
        if (random != null && config.nLayers() > 1) {
            CompositionScores control = CompositionScores.sample(workers, config, random);
            for (Kind kind : HeadReaders.KINDS) {
                double[] all = control.all(kind);
                pairs = all.length;
                controls.add(control(kind.text(), all));
            }
        }
        return new ComposedHeads(
                config, CompositionScores.of(workers, config, weights), controls, pairs);
    }

    /** No scores, where they would take too long. */
    public static ComposedHeads none(ModelConfig config) {
        return new ComposedHeads(config, null, List.of(), 0);
    }

    private static CompositionControl control(String kind, double[] all) {
        double mean = Arrays.stream(all).average().orElse(Double.NaN);
        double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
        return new CompositionControl(
                kind,
                mean,
                all.length < 2 ? Double.NaN : Math.sqrt(squares / (all.length - 1)),
                Arrays.stream(all).max().orElse(Double.NaN));
    }

    /**
     * The scores of a head with all heads of earlier layers, less the control's mean (as they are where there is no
     * control), {@code [from layer][from head]}.
     */
    double[][] into(Kind kind, int layer, int head) {
        double[][] into = new double[layer][config.nHeads()];
        double mean = controlMean(kind);
        for (int l = 0; l < layer; l++) {
            for (int h = 0; h < config.nHeads(); h++) {
                double score = scores == null ? Double.NaN : scores.score(kind, l, h, layer, head);
                into[l][h] = Double.isNaN(mean) ? score : score - mean;
            }
        }
        return into;
    }

    private double controlMean(Kind kind) {
        return controls.isEmpty()
                ? Double.NaN
                : controls.get(HeadReaders.KINDS.indexOf(kind)).mean();
    }

    /** As it stands in the results. */
    public Composition results() {
        List<CompositionPair> strongest = new ArrayList<>();
        for (Kind kind : HeadReaders.KINDS) {
            pairs(kind).stream()
                    .filter(p -> !(p.above() <= 0)) // NaN where there is no control
                    .limit(LISTED)
                    .forEach(strongest::add);
        }
        int layers = config.nLayers();
        int heads = config.nHeads();
        int pairs = scores == null ? 0 : layers * (layers - 1) / 2 * heads * heads;
        return new Composition(pairs, controls, strongest, scores == null ? "" : note());
    }

    /** All pairs of a kind that have a score, the highest first. */
    private List<CompositionPair> pairs(Kind kind) {
        List<CompositionPair> all = new ArrayList<>();
        double mean = controlMean(kind);
        for (int to = 1; scores != null && to < config.nLayers(); to++) {
            for (int b = 0; b < config.nHeads(); b++) {
                for (int from = 0; from < to; from++) {
                    for (int a = 0; a < config.nHeads(); a++) {
                        double score = scores.score(kind, from, a, to, b);
                        if (!Double.isNaN(score)) {
                            all.add(
                                    new CompositionPair(
                                            kind.text(), from, a, to, b, score, score - mean));
                        }
                    }
                }
            }
        }
        all.sort(Comparator.comparingDouble(p -> -p.score()));
        return all;
    }

    private String note() {
        boolean layerNorm = config.normalization() == Normalization.LAYER_NORM;
        boolean rotary = config.positions() instanceof ModelConfig.RotaryPositions;
        return "From the weights alone, with the gain of the norm before each head"
                + (layerNorm ? " and its taking away of the mean" : "")
                + " folded in. Left out are the norm's division by the size of the stream, biases,"
                + " the feed-forward blocks and heads between the two"
                + (rotary ? ", and rotary positions (query and key as if at one place)" : "")
                + "."
                + (config.nKvHeads() < config.nHeads()
                        ? " Heads of one group share its keys and values."
                        : "")
                + (controls.isEmpty()
                        ? " There is no control, so the scores stand as they are."
                        : " The control's mean is over "
                                + controlPairs
                                + " pairs of heads at random initialisation.");
    }
}
