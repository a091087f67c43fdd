package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.UnitFigures;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence from the scores of documents and of random repeats. Units are put in the order of their ids,
 * so the same figures come from any order. Estimates are made when asked for. They are kept as long as they
 * take no more than {@link #KEPT_BYTES}: all figures of all heads in all replicates would be hundreds of
 * megabytes for a model of hundreds of heads. One thread at a time may ask.
 */
public final class DocumentEvidence implements Evidence {

    private static final long KEPT_BYTES = 64L << 20;

    private final List<DocumentScores> documents;
    private final List<DocumentScores> sequences;
    private final PoissonBootstrap overDocuments;
    private final PoissonBootstrap overSequences;
    private final String unit;
    private final int longest;
    private final Workers workers;
    private final Map<Figure, HeadEstimates> kept = new EnumMap<>(Figure.class);
    private final Map<Sink, DecayEstimates> decays = new EnumMap<>(Sink.class);
    private final Map<Sink, DecayEstimates.HeldOut> heldOut = new EnumMap<>(Sink.class);

    /**
     * Draws the weights of the bootstrap; the estimates come later.
     *
     * @param unit whether a unit is a document or a window, in a word
     * @param documents at least one, ids all different
     * @param sequences at least one
     * @param longest tokens of the longest window
     * @param seed of the bootstrap
     * @param replicates B
     * @param workers that make estimates; not closed here
     */
    public DocumentEvidence(
            String unit,
            List<DocumentScores> documents,
            List<DocumentScores> sequences,
            int longest,
            long seed,
            int replicates,
            Workers workers) {
        this.documents = sorted(documents);
        this.sequences = sorted(sequences);
        this.unit = unit;
        this.longest = longest;
        this.workers = workers;
        overDocuments = new PoissonBootstrap(seed, replicates, ids(this.documents));
        overSequences = new PoissonBootstrap(seed, replicates, ids(this.sequences));
    }

    private static List<DocumentScores> sorted(List<DocumentScores> units) {
        return units.stream().sorted(Comparator.comparing(DocumentScores::id)).toList();
    }

    private static List<String> ids(List<DocumentScores> units) {
        return units.stream().map(DocumentScores::id).toList();
    }

    /** The documents, in the order of their ids. */
    public List<DocumentScores> units() {
        return documents;
    }

    /** The estimate of a figure of the model as a whole, one value a document in the order of {@link #units}. */
    public Estimate ofModel(double... values) {
        return overDocuments.estimate(values);
    }

    @Override
    public int layers() {
        return documents.getFirst().layers();
    }

    @Override
    public int heads() {
        return documents.getFirst().heads();
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public int documents() {
        return documents.size();
    }

    @Override
    public long tokens() {
        return documents.stream().mapToLong(DocumentScores::tokens).sum();
    }

    @Override
    public int sequences() {
        return sequences.size();
    }

    @Override
    public long repeatTokens() {
        return sequences.stream().mapToLong(DocumentScores::tokens).sum();
    }

    @Override
    public int replicates() {
        return overDocuments.replicates();
    }

    /** The units that a figure is taken on. */
    public List<DocumentScores> units(Figure figure) {
        return figure.onRepeats() ? sequences : documents;
    }

    @Override
    public HeadEstimates figure(Figure figure) {
        HeadEstimates known = kept.get(figure);
        if (known != null) {
            return known;
        }
        HeadEstimates made = make(figure);
        long bytes = ((long) layers() * heads() + 1) * replicates() * Double.BYTES;
        if ((kept.size() + 1) * bytes <= KEPT_BYTES) {
            kept.put(figure, made);
        }
        return made;
    }

    private HeadEstimates make(Figure figure) {
        return heads(
                units(figure),
                figure.onRepeats() ? overSequences : overDocuments,
                (unit, layer, head) -> unit.value(figure, layer, head),
                unit -> unit.nullUniform(figure));
    }

    @Override
    public int matchedSets() {
        return documents.stream()
                .mapToInt(d -> d.matched().length == 0 ? 0 : d.matched()[0][0].length / 2)
                .min()
                .orElse(0);
    }

    @Override
    public HeadEstimates matchedSet(int set, Sink sink) {
        int at = 2 * set + (sink == Sink.WITHOUT ? 1 : 0);
        return heads(
                documents,
                overDocuments,
                (unit, layer, head) -> unit.matched()[layer][head][at],
                unit -> 1);
    }

    /** What a unit gives for a head. */
    private interface OfHead {
        double value(DocumentScores unit, int layer, int head);
    }

    /** What a unit gives for uniform attention. */
    private interface OfUnit {
        double value(DocumentScores unit);
    }

    private HeadEstimates heads(
            List<DocumentScores> units, PoissonBootstrap bootstrap, OfHead value, OfUnit uniform) {
        int heads = heads();
        int count = layers() * heads;
        Estimate[][] found = new Estimate[layers()][heads];
        Estimate[] nullUniform = new Estimate[1];
        bootstrap.forEach(
                new UnitFigures() {
                    @Override
                    public int figures() {
                        return count + 1;
                    }

                    @Override
                    public double value(int unit, int figure) {
                        return figure == count
                                ? uniform.value(units.get(unit))
                                : value.value(units.get(unit), figure / heads, figure % heads);
                    }
                },
                workers,
                (e, f) -> {
                    if (f == count) {
                        nullUniform[0] = e;
                    } else {
                        found[f / heads][f % heads] = e;
                    }
                });
        return new HeadEstimates(found, nullUniform[0]);
    }

    @Override
    public HeadEstimates decaySlope(Sink sink) {
        return decay(sink).slopes();
    }

    @Override
    public double powerLawShare(Sink sink) {
        return heldOut(sink).powerLawShare();
    }

    /** The curve of attention by distance, beside the control's where there is one. */
    public DecayCurve decayCurve(Sink sink, @Nullable DocumentEvidence control) {
        double[] controlMean =
                control == null
                        ? new double[0]
                        : control.decay(sink).curve(new double[0], "").ratioMean();
        return decay(sink).curve(controlMean, heldOut(sink).betterFit());
    }

    private DecayEstimates.HeldOut heldOut(Sink sink) {
        return heldOut.computeIfAbsent(
                sink,
                s -> {
                    boolean[] first = new boolean[documents.size()];
                    for (int n = 0; n < first.length; n++) {
                        first[n] = UnitHash.firstHalf(documents.get(n).id());
                    }
                    return decay(s).heldOut(first);
                });
    }

    private DecayEstimates decay(Sink sink) {
        return decays.computeIfAbsent(
                sink, s -> new DecayEstimates(documents, overDocuments, longest, s, workers));
    }
}
