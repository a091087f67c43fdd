package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evidence whose truth is known: figures planted in every unit, with noise, and truly resampled. */
public final class PlantedEvidence implements Evidence {

    private static final int REPLICATES = 400;

    /** The truth about a head. */
    public interface Truth {
        double at(int layer, int head);
    }

    private final int layers;
    private final int heads;
    private final int units;
    private final PoissonBootstrap bootstrap;
    private final Map<String, HeadEstimates> planted = new HashMap<>();
    private int sets;
    private @Nullable Clusters clusters;

    public PlantedEvidence(int layers, int heads, int units) {
        this.layers = layers;
        this.heads = heads;
        this.units = units;
        bootstrap =
                new PoissonBootstrap(
                        5, REPLICATES, IntStream.range(0, units).mapToObj(n -> "u" + n).toList());
    }

    /** Plants a figure: each unit's value is the truth plus normal noise of that size. */
    public PlantedEvidence with(Figure figure, Truth truth, double noise, double nullUniform) {
        return with(figure.name(), truth, noise, nullUniform);
    }

    /** Plants both sink variants of a score. */
    public PlantedEvidence both(String score, Truth truth, double noise, double nullUniform) {
        for (Sink sink : new Sink[] {Sink.WITH, Sink.WITHOUT}) {
            with(Figure.of(score, sink).orElseThrow(), truth, noise, nullUniform);
        }
        return this;
    }

    public PlantedEvidence slopes(Truth truth, double noise) {
        return with("slope WITH", truth, noise, 0).with("slope WITHOUT", truth, noise, 0);
    }

    public PlantedEvidence matched(int count, Truth truth, double noise) {
        sets = count;
        for (int s = 0; s < count; s++) {
            with("set " + s, truth, noise, 1);
        }
        return this;
    }

    private PlantedEvidence with(String name, Truth truth, double noise, double nullUniform) {
        Random random = new Random(name.hashCode());
        Estimate[][] estimates = new Estimate[layers][heads];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                double[] values = new double[units];
                for (int n = 0; n < units; n++) {
                    values[n] = truth.at(l, h) + noise * random.nextGaussian();
                }
                estimates[l][h] = bootstrap.estimate(values);
            }
        }
        planted.put(name, new HeadEstimates(estimates, Estimate.constant(nullUniform, REPLICATES)));
        return this;
    }

    private HeadEstimates planted(String name) {
        if (!planted.containsKey(name)) {
            with(name, (l, h) -> Double.NaN, 0, Double.NaN);
        }
        return Objects.requireNonNull(planted.get(name));
    }

    @Override
    public int layers() {
        return layers;
    }

    @Override
    public int heads() {
        return heads;
    }

    @Override
    public String unit() {
        return "document";
    }

    @Override
    public int documents() {
        return units;
    }

    @Override
    public long tokens() {
        return 100L * units;
    }

    @Override
    public int sequences() {
        return units;
    }

    @Override
    public long repeatTokens() {
        return 101L * units;
    }

    @Override
    public int replicates() {
        return REPLICATES;
    }

    @Override
    public HeadEstimates figure(Figure figure) {
        return planted(figure.name());
    }

    @Override
    public int matchedSets() {
        return sets;
    }

    @Override
    public HeadEstimates matchedSet(int set, Sink sink) {
        return planted("set " + set);
    }

    /** Plants the divergence within each layer, both sink variants. */
    public PlantedEvidence within(Truth truth, double noise) {
        return with("within", truth, noise, 0);
    }

    /** Plants clusters. */
    public PlantedEvidence clusters(@Nullable Clusters planted) {
        clusters = planted;
        return this;
    }

    @Override
    public HeadEstimates specialization(Sink sink) {
        return planted("specialization");
    }

    @Override
    public List<Estimate> withinLayers(Sink sink) {
        return IntStream.range(0, layers).mapToObj(l -> planted("within").head(l, 0)).toList();
    }

    @Override
    public @Nullable Clusters clusters(Sink sink) {
        return clusters;
    }

    @Override
    public HeadEstimates decaySlope(Sink sink) {
        return planted("slope " + sink);
    }

    @Override
    public double powerLawShare(Sink sink) {
        return Double.NaN;
    }
}
