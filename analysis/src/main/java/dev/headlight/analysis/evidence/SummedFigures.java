package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Decay;
import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import java.util.Arrays;

/**
 * Which figures of a head, and of a unit as a whole, are summed, and where each stands.
 *
 * @param layers of the model
 * @param heads of a layer
 * @param matchedSets frequency-matched token sets
 * @param bins of distance, those of the longest window
 * @param replicates B of the bootstrap
 * @param seed of its weights
 */
record SummedFigures(int layers, int heads, int matchedSets, int bins, int replicates, long seed)
        implements java.io.Serializable {

    /** Figures that are taken on text: they stand first, as in {@link Figure}. */
    static final int ON_TEXT = Figure.INDUCTION_ENTRY.index();

    /** Behind the uniform values of the figures, of a unit as a whole. */
    static final int LOSS = ON_TEXT;

    static final int ICL = ON_TEXT + 1;
    static final int SINK_RATE = ON_TEXT + 2;
    private static final int OF_UNIT = ON_TEXT + 3;

    /** For windows of up to {@code longest} tokens. */
    static SummedFigures of(
            int layers, int heads, int matchedSets, int longest, int replicates, long seed) {
        return new SummedFigures(
                layers, heads, matchedSets, DecayBins.count(longest), replicates, seed);
    }

    /** Figures of a head. */
    int ofHead() {
        return specialization(1) + 1;
    }

    int matched(int set, Sink sink) {
        return ON_TEXT + 2 * set + variant(sink);
    }

    /** Where P of bin 0 stands; u of bin 0 stands {@code bins} behind it. */
    int attention(int variant) {
        return ON_TEXT + 2 * matchedSets + 2 * bins * variant;
    }

    int specialization(int variant) {
        return attention(1) + 2 * bins + variant;
    }

    /** Figures of a unit as a whole. */
    int ofUnit() {
        return within(1, layers - 1) + 1;
    }

    /** Where the mean divergence within a layer stands, of a unit as a whole. */
    int within(int variant, int layer) {
        return OF_UNIT + layers * variant + layer;
    }

    static int variant(Sink sink) {
        return sink == Sink.WITHOUT ? 1 : 0;
    }

    /** All heads' sums of all figures, in bytes. */
    long bytes() {
        return (long) layers * heads * ReplicateSums.bytes(ofHead(), replicates);
    }

    /** What a unit gives for a head; NaN where it lacks a figure. */
    double[] ofHead(DocumentScores unit, int layer, int head) {
        double[] x = new double[ofHead()];
        float[] values = unit.values()[layer][head];
        for (int f = 0; f < ON_TEXT; f++) {
            x[f] = values[f];
        }
        for (int n = 0; n < 2 * matchedSets; n++) {
            x[ON_TEXT + n] = unit.matched()[layer][head][n];
        }
        Arrays.fill(x, attention(0), x.length, Double.NaN);
        for (int v = 0; v < 2; v++) {
            Decay decay = v == 0 ? unit.decay() : unit.decayWithout();
            for (int bin = 0; bin < decay.bins(); bin++) {
                x[attention(v) + bin] = decay.attention()[layer][head][bin];
                x[attention(v) + bins + bin] = decay.uniform()[layer][head][bin];
            }
            x[specialization(v)] = unit.divergence().specialization(v, layer * heads + head);
        }
        return x;
    }

    /** What a unit gives as a whole. */
    double[] ofUnit(DocumentScores unit) {
        double[] x = Arrays.copyOf(unit.nulls(), ofUnit());
        x[LOSS] = unit.loss();
        x[ICL] = unit.icl();
        x[SINK_RATE] = unit.sinkRate();
        for (int v = 0; v < 2; v++) {
            for (int l = 0; l < layers; l++) {
                x[within(v, l)] = unit.divergence().within(v, l);
            }
        }
        return x;
    }
}
