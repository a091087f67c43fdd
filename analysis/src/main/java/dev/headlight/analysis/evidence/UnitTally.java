package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.engine.Workers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores of units on their way to a mean, from partitions that see different units: accepts units, combines
 * with other tallies in any order, and ends in the scores of the whole text.
 *
 * <p>Units are kept one by one as long as that takes less memory than {@code most}, and then exactly the
 * figures of one machine come out. Beyond it they are folded into the sums that means and replicates are made
 * of, so memory is bounded by the larger of {@code most} and the sums, whatever the number of units. Whether
 * units are folded depends on their number alone, not on how they were spread. Sums of floats with integer
 * weights lose nothing to the order of additions as long as they need fewer than 53 bits, and beyond that
 * less than 1e-12.
 */
public final class UnitTally implements Serializable {

    /** Units that are added to the sums together. */
    private static final int BATCH = 16;

    private final SummedFigures figures;
    private final long unitBytes;
    private final long most;
    private final List<DocumentScores> waiting = new ArrayList<>();
    private @Nullable ScoreSums sums;
    private @Nullable DivergenceSums divergences;

    /**
     * Of no units.
     *
     * @param layers of the model
     * @param heads of a layer
     * @param matchedSets frequency-matched token sets that units are scored with
     * @param longest tokens of the longest window of all units
     * @param replicates B of the bootstrap
     * @param seed of its weights
     * @param unitBytes of one unit's scores
     * @param most bytes up to which units are kept one by one; the memory of the sums where that is less
     */
    public UnitTally(
            int layers,
            int heads,
            int matchedSets,
            int longest,
            int replicates,
            long seed,
            long unitBytes,
            long most) {
        figures = SummedFigures.of(layers, heads, matchedSets, longest, replicates, seed);
        this.unitBytes = unitBytes;
        this.most = Math.min(most, figures.bytes());
    }

    /** Bytes of the sums, once units are folded. */
    public long sumsBytes() {
        return figures.bytes();
    }

    /** Adds a unit. */
    public void add(DocumentScores unit) {
        waiting.add(unit);
        fold();
    }

    /** Adds a unit; returns this. */
    public UnitTally with(DocumentScores unit) {
        add(unit);
        return this;
    }

    /** Adds the divergence between heads over units that are added one by one; returns this. */
    public UnitTally with(DivergenceSums compared) {
        if (divergences == null) {
            divergences = new DivergenceSums(compared.heads());
        }
        divergences.combine(compared);
        return this;
    }

    /** Takes over the units of another tally, which is of no use afterwards. */
    public UnitTally combine(UnitTally other) {
        waiting.addAll(other.waiting);
        ScoreSums theirs = other.sums;
        if (sums == null) {
            sums = theirs;
        } else if (theirs != null) {
            sums.combine(theirs);
        }
        if (other.divergences != null) {
            with(other.divergences);
        }
        fold();
        return this;
    }

    private void fold() {
        ScoreSums into = sums;
        if (into == null && waiting.size() * unitBytes > most) {
            into = new ScoreSums(figures);
            sums = into;
        }
        if (into != null && waiting.size() >= BATCH) {
            for (int from = 0; from < waiting.size(); from += BATCH) {
                into.add(waiting.subList(from, Math.min(from + BATCH, waiting.size())));
            }
            waiting.clear();
        }
    }

    /** Whether only sums are left. */
    public boolean folded() {
        return sums != null;
    }

    /**
     * The scores of the whole text.
     *
     * @param workers that make estimates; not closed here
     */
    public TextScores scores(Workers workers) {
        ScoreSums all = sums;
        if (all == null) {
            return new KeptScores(
                    waiting, figures.seed(), figures.replicates(), workers, divergences);
        }
        if (!waiting.isEmpty()) {
            all.add(waiting);
            waiting.clear();
        }
        return new SummedScores(all, divergences);
    }
}
