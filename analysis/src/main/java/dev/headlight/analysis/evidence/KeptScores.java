package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores kept unit by unit, in the order of their ids, so that the same figures come from any order. Memory
 * grows with the units.
 */
public final class KeptScores implements TextScores {

    private final List<DocumentScores> units;
    private final PoissonBootstrap bootstrap;
    private final Workers workers;
    private final @Nullable DivergenceSums divergences;

    /**
     * Draws the weights of the bootstrap.
     *
     * @param units at least one, ids all different
     * @param seed of the bootstrap
     * @param replicates B
     * @param workers that make estimates; not closed here
     */
    public KeptScores(List<DocumentScores> units, long seed, int replicates, Workers workers) {
        this(units, seed, replicates, workers, null);
    }

    /**
     * The same with the divergence between heads.
     *
     * @param divergences over the same units; null where heads were not compared
     */
    public KeptScores(
            List<DocumentScores> units,
            long seed,
            int replicates,
            Workers workers,
            @Nullable DivergenceSums divergences) {
        this.divergences = divergences;
        this.units = units.stream().sorted(Comparator.comparing(DocumentScores::id)).toList();
        this.workers = workers;
        bootstrap =
                new PoissonBootstrap(
                        seed, replicates, this.units.stream().map(DocumentScores::id).toList());
    }

    /** The units, in the order of their ids. */
    public List<DocumentScores> inOrder() {
        return units;
    }

    @Override
    public int layers() {
        return units.getFirst().layers();
    }

    @Override
    public int heads() {
        return units.getFirst().heads();
    }

    @Override
    public int units() {
        return units.size();
    }

    @Override
    public long tokens() {
        return units.stream().mapToLong(DocumentScores::tokens).sum();
    }

    @Override
    public int replicates() {
        return bootstrap.replicates();
    }

    @Override
    public HeadEstimates figure(Figure figure) {
        return UnitEstimates.of(
                units,
                bootstrap,
                workers,
                (unit, layer, head) -> unit.value(figure, layer, head),
                unit -> unit.nullUniform(figure));
    }

    @Override
    public int matchedSets() {
        return units.stream()
                .mapToInt(d -> d.matched().length == 0 ? 0 : d.matched()[0][0].length / 2)
                .min()
                .orElse(0);
    }

    @Override
    public HeadEstimates matchedSet(int set, Sink sink) {
        int at = 2 * set + (sink == Sink.WITHOUT ? 1 : 0);
        return UnitEstimates.of(
                units,
                bootstrap,
                workers,
                (unit, layer, head) -> unit.matched()[layer][head][at],
                unit -> 1);
    }

    @Override
    public Estimate loss() {
        return ofModel(DocumentScores::loss);
    }

    @Override
    public Estimate icl() {
        return ofModel(DocumentScores::icl);
    }

    @Override
    public Estimate sinkRate() {
        return ofModel(DocumentScores::sinkRate);
    }

    private Estimate ofModel(ToDoubleFunction<DocumentScores> figure) {
        return bootstrap.estimate(units.stream().mapToDouble(figure).toArray());
    }

    @Override
    public int sinkSequences() {
        return units.stream().mapToInt(DocumentScores::sinkSequences).sum();
    }

    @Override
    public long[][] rows(Figure figure) {
        return UnitEstimates.rows(units, figure);
    }

    @Override
    public long[][] skippedRows() {
        return UnitEstimates.skippedRows(units);
    }

    @Override
    public HeadEstimates specialization(Sink sink) {
        int v = SummedFigures.variant(sink);
        return UnitEstimates.of(
                units,
                bootstrap,
                workers,
                (unit, layer, head) -> unit.divergence().specialization(v, layer * heads() + head),
                unit -> 0);
    }

    @Override
    public List<Estimate> withinLayers(Sink sink) {
        int v = SummedFigures.variant(sink);
        List<Estimate> layers = new ArrayList<>();
        for (int l = 0; l < layers(); l++) {
            int layer = l;
            layers.add(ofModel(unit -> unit.divergence().within(v, layer)));
        }
        return layers;
    }

    @Override
    public @Nullable DivergenceSums divergences() {
        return divergences;
    }

    @Override
    public DecayFigures decay(Sink sink) {
        return new KeptDecay(units, bootstrap, sink);
    }

    @Override
    public List<UnitSink> strongestSinks(int most) {
        return units.stream()
                .flatMap(u -> u.otherSinks().stream().map(s -> new UnitSink(u.id(), s)))
                .sorted(UnitSink.STRONGEST_FIRST)
                .limit(most)
                .toList();
    }
}
