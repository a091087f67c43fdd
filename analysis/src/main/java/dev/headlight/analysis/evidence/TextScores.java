package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the units of a text gave for one model, as far as averages, intervals and curves ask: every figure is
 * a mean over units and its bootstrap replicates. Whoever holds it keeps units one by one ({@link
 * KeptScores}) or their sums ({@link SummedScores}), and the rest of the analysis does not know which.
 */
public interface TextScores {

    int layers();

    int heads();

    /** Units that were scored. */
    int units();

    /** Tokens in them, begin tokens counted. */
    long tokens();

    /** B of the bootstrap. */
    int replicates();

    /** A figure of every head that is taken on text. */
    HeadEstimates figure(Figure figure);

    /** Frequency-matched random token sets that every unit has. */
    int matchedSets();

    /** {@code special_mass} of one of those sets. */
    HeadEstimates matchedSet(int set, Sink sink);

    /** Mean loss of a unit. */
    Estimate loss();

    /** In-context learning of a unit, late loss minus early. */
    Estimate icl();

    /** Share of a unit's heads that are sinks. */
    Estimate sinkRate();

    /** Windows behind {@link #sinkRate}. */
    int sinkSequences();

    /** Rows behind a figure that is taken on text, of all units [layer][head]. */
    long[][] rows(Figure figure);

    /** Rows left out without the sink, of all units [layer][head]. */
    long[][] skippedRows();

    /** {@code specialization} of every head; does not exist where heads were not compared. */
    default HeadEstimates specialization(Sink sink) {
        Estimate none =
                new Estimate(
                        Double.NaN, Estimate.constant(Double.NaN, replicates()).replicates(), 0);
        Estimate[][] all = new Estimate[layers()][heads()];
        for (Estimate[] layer : all) {
            Arrays.fill(layer, none);
        }
        return new HeadEstimates(all, none);
    }

    /** Mean divergence between the heads of each layer; does not exist where heads were not compared. */
    default List<Estimate> withinLayers(Sink sink) {
        return Arrays.stream(specialization(sink).heads()).map(layer -> layer[0]).toList();
    }

    /** The divergence between any two heads; null where heads were not compared. */
    default @Nullable DivergenceSums divergences() {
        return null;
    }

    /** Attention by distance. */
    DecayFigures decay(Sink sink);

    /** The strongest sinks at other positions than 0; equally strong ones in the order of their units' ids. */
    List<UnitSink> strongestSinks(int most);
}
