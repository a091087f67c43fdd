package dev.headlight.analysis;

import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.tally.DivergenceTally;
import dev.headlight.model.ModelConfig;
import dev.headlight.text.ResourceException;
import java.util.Locale;

/** The heap that the scores of all units take together: every figure of every head of every unit is kept. */
final class ScoresMemory {

    /** Headers of the arrays that a head has of its own. */
    private static final int HEADERS = 80;

    private ScoresMemory() {}

    /** Bytes of one unit's scores. */
    static long ofUnit(ModelConfig config, int longest) {
        long floats = Figure.COUNT + 2L * MatchedTokenSets.SETS + 2L * DecayBins.count(longest);
        long heads = (long) config.nLayers() * config.nHeads();
        long divergence = 2L * Float.BYTES * (heads + config.nLayers());
        return heads * (Float.BYTES * floats + HEADERS) + divergence;
    }

    /**
     * Bytes that comparing heads takes whatever the number of units: the sums over all pairs of heads, of the model
     * and its control; and for each window under way its sampled rows, one of them of all heads side by side, and the
     * sums of its unit.
     *
     * @param models 2 where there is a control, else 1
     * @param underWay windows that are scored at a time
     */
    static long ofComparison(ModelConfig config, int longest, int models, int underWay) {
        int heads = config.nLayers() * config.nHeads();
        long rows = (HeadComparison.rows(longest) + 1L) * heads * longest * Float.BYTES;
        long unit = 2L * (Double.BYTES + Integer.BYTES) * DivergenceTally.pairs(heads);
        return models * DivergenceSums.bytes(heads) + underWay * (rows + unit);
    }

    /**
     * Refuses what will not fit.
     *
     * @param models 2 where there is a control, else 1
     * @param available bytes of the heap that are left for scores
     */
    static void require(ModelConfig config, Corpus corpus, int models, long available) {
        long unit = models * ofUnit(config, corpus.longest());
        long units = corpus.units().size();
        if (units * unit > Math.max(0, available)) {
            throw new ResourceException(
                    String.format(
                            Locale.ROOT,
                            "the scores of %,d %ss need about %.1f GB, the JVM has %.1f GB for them; use"
                                    + " --max-documents %d or a larger -Xmx",
                            units,
                            corpus.unit(),
                            units * unit / 1e9,
                            Math.max(0, available) / 1e9,
                            Math.max(1, available / unit)));
        }
    }
}
