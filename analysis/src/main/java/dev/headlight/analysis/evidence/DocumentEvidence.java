package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.tally.DivergenceTally;
import dev.headlight.engine.Workers;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence from the scores of a text's units and of random repeats. Estimates are made when asked for. They
 * are kept as long as they take no more than {@link #KEPT_BYTES}: all figures of all heads in all replicates
 * would be hundreds of megabytes for a model of hundreds of heads. One thread at a time may ask.
 */
public final class DocumentEvidence implements Evidence {

    private static final long KEPT_BYTES = 64L << 20;

    private final TextScores text;
    private final List<DocumentScores> sequences;
    private final PoissonBootstrap overSequences;
    private final String unit;
    private final int longest;
    private final Workers workers;
    private final Map<Figure, HeadEstimates> kept = new EnumMap<>(Figure.class);
    private final Map<Sink, DecayEstimates> decays = new EnumMap<>(Sink.class);
    private final Map<Sink, DecayEstimates.HeldOut> heldOut = new EnumMap<>(Sink.class);
    private final long seed;
    private final Map<Sink, Clusters> clusters = new EnumMap<>(Sink.class);

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
        this(
                unit,
                new KeptScores(documents, seed, replicates, workers),
                sequences,
                longest,
                seed,
                workers);
    }

    /**
     * The same from scores that whoever made them holds.
     *
     * @param text drawn with the same seed
     */
    public DocumentEvidence(
            String unit,
            TextScores text,
            List<DocumentScores> sequences,
            int longest,
            long seed,
            Workers workers) {
        this.text = text;
        this.seed = seed;
        this.sequences =
                sequences.stream().sorted(Comparator.comparing(DocumentScores::id)).toList();
        this.unit = unit;
        this.longest = longest;
        this.workers = workers;
        overSequences =
                new PoissonBootstrap(
                        seed,
                        text.replicates(),
                        this.sequences.stream().map(DocumentScores::id).toList());
    }

    /** The scores of the text. */
    public TextScores text() {
        return text;
    }

    @Override
    public int layers() {
        return text.layers();
    }

    @Override
    public int heads() {
        return text.heads();
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public int documents() {
        return text.units();
    }

    @Override
    public long tokens() {
        return text.tokens();
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
        return text.replicates();
    }

    /** Rows behind a figure, of all units that it is taken on [layer][head]. */
    public long[][] rows(Figure figure) {
        return figure.onRepeats() ? UnitEstimates.rows(sequences, figure) : text.rows(figure);
    }

    /** Rows left out of a figure without the sink, of the same units [layer][head]. */
    public long[][] skippedRows(Figure figure) {
        return figure.onRepeats() ? UnitEstimates.skippedRows(sequences) : text.skippedRows();
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
        return figure.onRepeats()
                ? UnitEstimates.of(
                        sequences,
                        overSequences,
                        workers,
                        (unit, layer, head) -> unit.value(figure, layer, head),
                        unit -> unit.nullUniform(figure))
                : text.figure(figure);
    }

    @Override
    public int matchedSets() {
        return text.matchedSets();
    }

    @Override
    public HeadEstimates matchedSet(int set, Sink sink) {
        return text.matchedSet(set, sink);
    }

    @Override
    public HeadEstimates specialization(Sink sink) {
        return text.specialization(sink);
    }

    @Override
    public List<Estimate> withinLayers(Sink sink) {
        return text.withinLayers(sink);
    }

    @Override
    public @Nullable Clusters clusters(Sink sink) {
        Clusters known = clusters.get(sink);
        DivergenceSums divergences = text.divergences();
        if (known == null && divergences != null) {
            int variant = sink == Sink.WITHOUT ? DivergenceTally.WITHOUT : DivergenceTally.WITH;
            known = Clusters.of(divergences, variant, heads(), seed);
            if (known != null) {
                clusters.put(sink, known);
            }
        }
        return known;
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
        return heldOut.computeIfAbsent(sink, s -> decay(s).heldOut());
    }

    private DecayEstimates decay(Sink sink) {
        return decays.computeIfAbsent(
                sink,
                s ->
                        new DecayEstimates(
                                text.decay(s),
                                layers(),
                                heads(),
                                replicates(),
                                longest,
                                s,
                                workers));
    }
}
