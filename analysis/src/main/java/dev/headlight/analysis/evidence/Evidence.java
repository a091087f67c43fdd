package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model's heads did, as estimates; what hypotheses and roles are judged by. */
public interface Evidence {

    int layers();

    int heads();

    /** What a unit of the text is: {@code document}, or {@code window} where the text is one long document. */
    String unit();

    /** Units of the text. */
    int documents();

    /** Tokens in them. */
    long tokens();

    /** Sequences of random repeats. */
    int sequences();

    /** Tokens in those. */
    long repeatTokens();

    /** B of the bootstrap. */
    int replicates();

    /** A figure of every head, resampled over documents, or over sequences where it is taken on repeats. */
    HeadEstimates figure(Figure figure);

    /** How many frequency-matched random token sets there are. */
    int matchedSets();

    /** {@code special_mass} of one of those sets. */
    HeadEstimates matchedSet(int set, Sink sink);

    /** {@code specialization}: mean divergence of a head to all others; its null is 0. */
    HeadEstimates specialization(Sink sink);

    /** Mean divergence between the heads of each layer; figures that do not exist where no rows were compared. */
    List<Estimate> withinLayers(Sink sink);

    /** The clusters of the heads; null where there are none. */
    @Nullable Clusters clusters(Sink sink);

    /** {@code decay_slope}; its null is 0. */
    HeadEstimates decaySlope(Sink sink);

    /**
     * Share of heads whose held-out decay a power law predicts better than an exponential; NaN where it
     * was not tried.
     */
    double powerLawShare(Sink sink);
}
